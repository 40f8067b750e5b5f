import fc from "fast-check";
import { expect, test } from "vitest";
import { mannWhitney } from "./mann-whitney.ts";

const sample = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 40 });
const samples = fc.tuple(sample, sample).filter(([x, y]) => new Set([...x, ...y]).size > 2);
/** Each end stops this close to its place. */
const close = 1e-4;

const shift = (x: readonly number[], y: readonly number[], confidence = 0.98) => {
  const found = mannWhitney(x, y, confidence);
  if (found === undefined) throw new Error("no interval");
  return found;
};

/** The search for an end begins at other places where the values are others, and stops close by. */
const expectSame = (one: ReturnType<typeof shift>, other: ReturnType<typeof shift>) => {
  for (const end of ["lower", "estimate", "upper"] as const)
    expect(Math.abs(one[end] - other[end])).toBeLessThan(2 * close);
};

test("what is added to both samples changes nothing", () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: -1000, max: 1000 }), ([x, y], constant) => {
      const moved = (values: number[]) => values.map((value) => value + constant);
      expectSame(shift(moved(x), moved(y)), shift(x, y));
    }),
  );
});

test("what is added to one sample moves the whole interval", () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: -1000, max: 1000 }), ([x, y], constant) => {
      const before = shift(x, y);
      const after = shift(
        x.map((value) => value + constant),
        y,
      );
      expect(Math.abs(after.lower - before.lower - constant)).toBeLessThan(2 * close);
      expect(Math.abs(after.upper - before.upper - constant)).toBeLessThan(2 * close);
    }),
  );
});

test("the order of values does not matter", () => {
  fc.assert(
    fc.property(samples, ([x, y]) => {
      expect(shift(x.toReversed(), y.toReversed())).toEqual(shift(x, y));
    }),
  );
});

test("the samples exchanged give the interval mirrored", () => {
  fc.assert(
    fc.property(samples, ([x, y]) => {
      const [one, other] = [shift(x, y), shift(y, x)];
      expect(Math.abs(one.lower + other.upper)).toBeLessThan(2 * close);
      expect(Math.abs(one.upper + other.lower)).toBeLessThan(2 * close);
    }),
  );
});

test("more confidence never gives a narrower interval", () => {
  fc.assert(
    fc.property(samples, ([x, y]) => {
      const [narrow, wide] = [shift(x, y, 0.9), shift(x, y, 0.99)];
      expect(wide.lower).toBeLessThan(narrow.lower + 2 * close);
      expect(wide.upper).toBeGreaterThan(narrow.upper - 2 * close);
    }),
  );
});

test("of two constants nothing can be said", () => {
  expect(mannWhitney([2, 2, 2], [1, 1], 0.98)).toBeUndefined();
});
