import fc from "fast-check";
import { expect, test } from "vitest";
import { longestSeconds, mostEvents, pollSeconds, shareSeconds, whyTooLong } from "./limits.ts";
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

test("cookies that outlive a bake are refused, and those that do not lengthen each weight by their life", () => {
  const sticky = (stickySeconds: number) =>
    ReleasePolicy.parse({ bakeSeconds: 600, observeSeconds: 60, stickySeconds });
  expect(whyTooLong(sticky(600))).toBeUndefined();
  expect(whyTooLong(sticky(601))).toContain("make stickySeconds at most bakeSeconds");
  expect(shareSeconds(sticky(30))).toBe(60);
  const { ladder } = sticky(600);
  expect(longestSeconds(sticky(600)) - longestSeconds(sticky(60))).toBe(ladder.length * 540);
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
