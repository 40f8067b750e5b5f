import fc from "fast-check";
import { expect, test } from "vitest";
import { drainBound } from "../limits.ts";
import { ReleasePolicy } from "../policy.ts";
import { holdSeconds, othersSeconds } from "./patience.ts";

const policy = fc
  .record({
    bakeSeconds: fc.integer({ min: 0, max: 600 }),
    drainSeconds: fc.integer({ min: 0, max: 900 }),
    generationSeconds: fc.integer({ min: 0, max: 900 }),
    holdSeconds: fc.integer({ min: 0, max: 3_600 }),
    personSeconds: fc.integer({ min: 0, max: 3_600 }),
    queueSeconds: fc.integer({ min: 60, max: 3_600 }),
  })
  .map((some) => ReleasePolicy.parse(some));

test("a release that was promoted first and drained at once is held until the last one was, however long that drains", () => {
  fc.assert(
    fc.property(fc.array(policy, { minLength: 1, maxLength: 4 }), (wave) => {
      const [hold = 0] = holdSeconds([wave], 0);
      for (const other of wave) expect(hold).toBeGreaterThan(drainBound(other, true) + other.holdSeconds);
    }),
  );
});

test("a wave before others is held over all of them, or a day, the most that a policy allows", () => {
  fc.assert(
    fc.property(policy, policy, fc.integer({ min: 0, max: 3_600 }), (first, second, between) => {
      const [before = 0, last = 0] = holdSeconds([[first], [second, second]], between);
      expect(before).toBeGreaterThanOrEqual(Math.min(86_400, last + between + second.bakeSeconds));
      expect(Math.max(before, last)).toBeLessThanOrEqual(86_400);
    }),
  );
});

test("a release waits for the others as long as any of them may take to come there", () => {
  fc.assert(
    fc.property(fc.array(policy, { minLength: 1, maxLength: 4 }), (wave) => {
      const waits = othersSeconds(wave);
      for (const { queueSeconds, bakeSeconds, personSeconds, healthySeconds } of wave)
        expect(waits).toBeGreaterThan(queueSeconds + bakeSeconds + personSeconds + healthySeconds);
      ReleasePolicy.parse({ othersSeconds: waits });
    }),
  );
});
