import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../policy.ts";
import { lookSeconds, mostEvents, replaceSeconds, whyTooLong } from "./limits.ts";

const seconds = fc.integer({ min: 0, max: 86_400 });
const tasks = fc.integer({ min: 1, max: 1_000 });

test("no policy and no number of tasks can fill an execution's history", () => {
  fc.assert(
    fc.property(seconds, seconds, fc.integer({ min: 0, max: 10 }), tasks, (healthy, bake, extensions, n) => {
      const times = { healthySeconds: healthy, bakeSeconds: bake, extensions };
      const policy = ReleasePolicy.parse({ ...times, ladder: [100] });
      expect(mostEvents(policy, n)).toBeLessThanOrEqual(24_000);
    }),
  );
});

test("what production uses is looked at every few seconds, and is allowed even with the most tasks", () => {
  const policy = ReleasePolicy.parse({});
  expect(lookSeconds(replaceSeconds(policy, 3))).toBe(6);
  expect(whyTooLong(policy, 1_000)).toBeUndefined();
});

test("times too long for so many tasks are refused with the number of days", () => {
  const policy = ReleasePolicy.parse({ healthySeconds: 86_400 });
  expect(whyTooLong(policy, 10)).toBeUndefined();
  expect(whyTooLong(policy, 100)).toMatch(/with 100 task\(s\).*\d+ days/);
});
