import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOfAlpha } from "./levels.ts";
import { AnalysisPolicy } from "./policy.ts";
import { spentBy } from "./spending.ts";

const metrics = fc.uniqueArray(fc.constantFrom("errors", "latency", "time-to-first-token", "aborted"), {
  minLength: 1,
});

test("the metrics that decide share the whole of alpha and no more, whichever are dry runs", () => {
  fc.assert(
    fc.property(metrics, fc.subarray(["errors", "latency", "aborted"]), (names, dryRun) => {
      const policy = AnalysisPolicy.parse({ dryRun });
      const deciding = names.filter((name) => !dryRun.includes(name));
      const shares = deciding.map((name) => shareOfAlpha(name, names, policy));
      if (deciding.length > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const name of names) expect(shareOfAlpha(name, names, policy)).toBeLessThanOrEqual(1);
    }),
  );
});

test("what may be spent grows from nothing to nine tenths in the horizon, and never reaches all", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 1_000 }), (minutes, horizon) => {
      expect(spentBy(minutes, horizon)).toBeLessThan(spentBy(minutes + 1, horizon));
      expect(spentBy(minutes + 1, horizon)).toBeLessThan(1);
    }),
  );
  expect(spentBy(0, 30)).toBeCloseTo(0, 12);
  expect(spentBy(30, 30)).toBeCloseTo(0.89, 2);
});
