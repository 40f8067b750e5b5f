import fc from "fast-check";
import { expect, test } from "vitest";
import { nextLookSeconds, patienceMs } from "./limits.ts";

test("a job is looked at within a sixth of its time after its end, and never more often than every 15 s", () => {
  fc.assert(
    fc.property(fc.nat(patienceMs), (since) => {
      const seconds = nextLookSeconds(since);
      expect(seconds).toBeGreaterThanOrEqual(15);
      expect(seconds * 1_000).toBeLessThanOrEqual(Math.max(15_000, since / 6 + 1_000));
    }),
  );
});

test("a job that AWS never ends is looked at fewer than 130 times until it is stopped", () => {
  let looks = 0;
  for (let since = 5_000; since < patienceMs; since += nextLookSeconds(since) * 1_000) looks += 1;
  expect(looks).toBeLessThan(130);
});
