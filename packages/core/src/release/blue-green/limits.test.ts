import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../policy.ts";
import { longestSeconds, mostEvents, pauseMinutes, pollSeconds, whyTooLong } from "./limits.ts";

const seconds = fc.integer({ min: 0, max: 86_400 });
const times = fc.record({
  healthySeconds: seconds,
  observeSeconds: fc.integer({ min: 0, max: 3_600 }),
  bakeSeconds: seconds,
  extensions: fc.integer({ min: 0, max: 10 }),
  personSeconds: fc.integer({ min: 0, max: 604_800 }),
  drainSeconds: seconds,
  holdSeconds: seconds,
});
const policies = fc.tuple(times, fc.integer({ min: 1, max: 8 })).map(([given, rungs]) =>
  ReleasePolicy.parse({
    ...given,
    ladder: Array.from({ length: rungs }, (_, index) => 100 - rungs + 1 + index),
  }),
);

test("a pause outlasts all that the release may do in it", () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const { healthySeconds, personSeconds, observeSeconds, bakeSeconds, extensions } = policy;
      expect(pauseMinutes(policy, "preview") * 60).toBeGreaterThan(healthySeconds + personSeconds);
      expect(pauseMinutes(policy, "shifted") * 60).toBeGreaterThan(
        2 * observeSeconds +
          bakeSeconds * (1 + extensions) +
          personSeconds +
          policy.drainSeconds +
          policy.holdSeconds,
      );
    }),
  );
});

test("what is not refused keeps within an execution's history, ECS's longest pause and the machine's time", () => {
  fc.assert(
    fc.property(policies, (policy) => {
      if (whyTooLong(policy) !== undefined) return;
      expect(mostEvents(policy)).toBeLessThanOrEqual(24_000);
      expect(pauseMinutes(policy, "shifted")).toBeLessThanOrEqual(20_160);
      expect(longestSeconds(policy)).toBeLessThan(90 * 86_400);
    }),
  );
});

test("what production uses is allowed, and looked at every few seconds", () => {
  const policy = ReleasePolicy.parse({});
  expect(whyTooLong(policy)).toBeUndefined();
  expect(pollSeconds(policy.healthySeconds)).toBe(5);
});

test("a pause that ECS does not grant is refused with its minutes", () => {
  const policy = ReleasePolicy.parse({ bakeSeconds: 86_400, extensions: 10, personSeconds: 604_800 });
  expect(whyTooLong(policy)).toMatch(/pause for \d+ minutes, and ECS lets it pause for 20160/);
});
