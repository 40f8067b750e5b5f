import fc from "fast-check";
import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

test.each([
  [0.5, 0],
  [0.95, 1.6448536269514722],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [1e-6, -4.753424308822899],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0470962993612],
])("the table's value of %d is %d", (p, expected) => {
  expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-12);
});

test("it never falls, and mirrors itself about a half", () => {
  const chance = fc.double({ min: 1e-12, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(chance, chance, (one, other) => {
      if (one < other) expect(normalQuantile(one)).toBeLessThanOrEqual(normalQuantile(other));
      expect(normalQuantile(1 - one)).toBeCloseTo(-normalQuantile(1 - (1 - one)), 9);
    }),
  );
});

test("nothing lies below chance 0 or above chance 1", () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
});
