import fc from "fast-check";
import { expect, test } from "vitest";
import { mostSlicingSeconds, slicesOf, slicingSeconds } from "./slices.ts";

test("one task and two go at once, three one by one, more by tenths", () => {
  expect(slicesOf(0)).toEqual([0]);
  expect(slicesOf(1)).toEqual([0]);
  expect(slicesOf(2)).toEqual([0]);
  expect(slicesOf(3)).toEqual([2, 1, 0]);
  expect(slicesOf(40)).toEqual([36, 32, 28, 24, 20, 16, 12, 8, 4, 0]);
});

test("whatever a side's size, each slice takes a tenth of it at most, or one task, and the last one leaves none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 1_000 }), (tasks) => {
      const left = [tasks, ...slicesOf(tasks)];
      for (const [index, after] of left.slice(1).entries()) {
        const taken = left[index]! - after;
        expect(taken).toBeGreaterThanOrEqual(1);
        expect(taken).toBeLessThanOrEqual(Math.ceil(tasks / 10));
      }
      expect(left.at(-1)).toBe(0);
      expect(slicingSeconds(tasks)).toBeLessThanOrEqual(mostSlicingSeconds);
    }),
  );
});
