import { expect, test } from "vitest";
import { carriedBy, carriedSlots, erlangC } from "./queue-check.ts";

test("the chance to wait is Erlang's, as his tables have it", () => {
  expect(erlangC(1, 0.5)).toBeCloseTo(0.5, 9);
  expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 9);
  expect(erlangC(10, 8)).toBeCloseTo(0.4092, 4);
});

test("a small fleet keeps a larger share free than a large one, and a longer wait allows more", () => {
  const objective = { seconds: 5, late: 0.01 };
  const share = (slots: number) => carriedSlots(slots, 6, objective) / slots;
  expect(share(16)).toBeLessThan(share(64));
  expect(share(640)).toBeGreaterThan(0.98);
  expect(carriedSlots(16, 6, { ...objective, seconds: 30 })).toBeGreaterThan(carriedSlots(16, 6, objective));
  const carried = carriedBy(16, 6, objective, 4);
  expect(carried[0]).toBe(0);
  expect(carried[4]).toBeCloseTo(4 * share(64), 1);
});
