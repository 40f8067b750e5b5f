import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalOf } from "./intervals.ts";

test("every age is in one interval, which every age in it names", () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.double({ min: 0, max: 1, noNaN: true }), (age, at) => {
      const { from, to } = intervalOf(age);
      expect(from).toBeLessThanOrEqual(age);
      expect(to).toBeGreaterThanOrEqual(age);
      expect(intervalOf(Math.floor(from + at * (to - from)))).toEqual({ from, to });
      expect(intervalOf(to + 1).from).toBe(to + 1);
    }),
  );
});

test("a minute is looked at by itself in the first quarter of an hour, and a fault of a day waits for a fifth of it at most", () => {
  expect(intervalOf(14)).toEqual({ from: 14, to: 14 });
  expect(intervalOf(15)).toEqual({ from: 15, to: 17 });
  const { from, to } = intervalOf(1_440);
  expect(to - from + 1).toBeLessThanOrEqual(from / 5);
  expect(new Set(Array.from({ length: 1_440 }, (_, age) => intervalOf(age).from)).size).toBe(41);
});
