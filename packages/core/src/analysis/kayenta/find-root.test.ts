import fc from "fast-check";
import { expect, test } from "vitest";
import { findRoot } from "./find-root.ts";

test("it comes within the tolerance of where a rising function crosses zero", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.constantFrom(
        (x: number) => x,
        (x: number) => x ** 3,
        Math.atan,
        Math.sign,
      ),
      (root, f) => {
        expect(Math.abs(findRoot((x) => f(x - root), -100, 100, 1e-4) - root)).toBeLessThan(1e-4);
      },
    ),
  );
});

test("it takes fewer looks at a smooth function than halving would", () => {
  let looks = 0;
  const root = findRoot(
    (x) => {
      looks++;
      return Math.exp(x) - 2;
    },
    -10,
    10,
    1e-9,
  );
  expect(root).toBeCloseTo(Math.LN2, 8);
  expect(looks).toBeLessThan(Math.log2(20 / 1e-9) / 2);
});

test("a root at an end is that end", () => {
  expect(findRoot((x) => x - 1, 1, 5, 1e-4)).toBe(1);
  expect(findRoot((x) => x - 5, 1, 5, 1e-4)).toBe(5);
});
