import fc from "fast-check";
import { expect, test } from "vitest";
import { longestSeconds, mostEvents, pollSeconds, whyTooLong } from "./limits.ts";
import { ReleasePolicy } from "./policy.ts";

const bound = fc.integer({ min: 0, max: 86_400 });
const ladder = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 19 })
  .map((weights) => [...weights.toSorted((a, b) => a - b), 100]);

test("a ladder of up to twenty weights fits an execution's history, however wide its bounds", () => {
  fc.assert(
    fc.property(
      ladder,
      bound,
      bound,
      fc.integer({ min: 0, max: 2 }),
      (weights, healthy, drain, extensions) => {
        const policy = ReleasePolicy.parse({
          ladder: weights,
          healthySeconds: healthy,
          drainSeconds: drain,
          observeSeconds: 3_600,
          extensions,
        });
        expect(mostEvents(policy)).toBeLessThanOrEqual(24_500);
      },
    ),
  );
});

test("what production uses is allowed, and looks at its targets every few seconds", () => {
  const policy = ReleasePolicy.parse({});
  expect(whyTooLong(policy)).toBeUndefined();
  expect(pollSeconds(policy, policy.healthySeconds)).toBeLessThanOrEqual(5);
  expect(pollSeconds(policy, 0)).toBe(3);
});

test("a ladder too long for the history, and times too long for the machine, are refused with the number", () => {
  const long = ReleasePolicy.parse({ ladder: Array.from({ length: 100 }, (_, i) => i + 1), extensions: 10 });
  expect(whyTooLong(long)).toMatch(/\d+ history events/);
  const slow = ReleasePolicy.parse({
    ladder: Array.from({ length: 20 }, (_, i) => 5 * i + 5),
    personSeconds: 604_800,
  });
  expect(longestSeconds(slow)).toBeGreaterThan(90 * 86_400);
  expect(whyTooLong(slow)).toMatch(/\d+ days/);
});
