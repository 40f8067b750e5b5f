import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../release/policy.ts";
import { boundOverlap, overlapSeconds } from "./overlap.ts";

const usual = ReleasePolicy.parse({});
const policies = fc
  .record({
    ladder: fc.constantFrom<number[]>(
      [100],
      [50, 100],
      [10, 25, 50, 100],
      [1, 2, 5, 10, 20, 40, 60, 80, 100],
    ),
    bakeSeconds: fc.integer({ min: 0, max: 3_000 }),
    extensions: fc.integer({ min: 0, max: 10 }),
    drainSeconds: fc.integer({ min: 0, max: 5_000 }),
    holdSeconds: fc.integer({ min: 0, max: 20_000 }),
    personSeconds: fc.integer({ min: 0, max: 20_000 }),
  })
  .map((fields): ReleasePolicy => ({ ...usual, ...fields }));

test("what is bounded fits, and is the given policy shortened and in nothing else changed", () => {
  fc.assert(
    fc.property(policies, fc.integer({ min: 10, max: 240 }), (given, minutes) => {
      const bounded = boundOverlap(given, minutes);
      if (!bounded) {
        const least = { ladder: [100], holdSeconds: 0, bakeSeconds: Math.min(120, given.bakeSeconds) };
        expect(overlapSeconds({ ...given, ...least })).toBeGreaterThan(minutes * 60);
        return;
      }
      const { policy, shortened } = bounded;
      expect(overlapSeconds(policy)).toBeLessThanOrEqual(minutes * 60);
      expect(given.ladder.slice(-policy.ladder.length)).toEqual(policy.ladder);
      for (const field of ["bakeSeconds", "extensions", "holdSeconds", "personSeconds"] as const)
        expect(policy[field]).toBeLessThanOrEqual(given[field]);
      const {
        ladder: _,
        bakeSeconds,
        extensions,
        holdSeconds,
        personSeconds,
        stickySeconds,
        ...rest
      } = policy;
      expect(given).toMatchObject(rest);
      expect(shortened.length === 0).toBe(JSON.stringify(policy) === JSON.stringify(given));
    }),
  );
});

test("production's usual policy keeps its ladder within the hour, and a person has what is left of it", () => {
  const bounded = boundOverlap(usual, 60);
  expect(bounded?.policy).toMatchObject({ ladder: usual.ladder, bakeSeconds: usual.bakeSeconds });
  expect(bounded?.policy.personSeconds).toBeLessThan(3_600);
  expect(bounded?.shortened.join()).toContain("personSeconds is");
});

test("a drain that is longer than two versions may overlap cannot be bounded", () => {
  expect(boundOverlap({ ...usual, drainSeconds: 4_000 }, 60)).toBeUndefined();
});
