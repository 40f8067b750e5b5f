import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Bucket } from "./bucket.ts";
import { relativeError } from "./sketch.ts";

const value = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const values = fc.array(fc.record({ value, count: fc.integer({ min: 1, max: 20 }) }), { minLength: 1 });

test("a percentile is at most 1 % from the value of that rank, also after buckets were merged", () => {
  expect(relativeError).toBeLessThan(0.01);
  fc.assert(
    fc.property(values, values, fc.integer({ min: 0, max: 100 }), (first, second, percent) => {
      const bucket = new Bucket();
      const other = new Bucket();
      for (const { value, count } of first) bucket.add(value, count);
      for (const { value, count } of second) other.add(value, count);
      bucket.merge(other);
      const sorted = [...first, ...second]
        .flatMap(({ value, count }) => Array<number>(count).fill(value))
        .sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1]!;
      const found = bucket.quantile(percent / 100)!;
      expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(relativeError + 1e-9);
      expect(bucket.count).toBe(sorted.length);
      expect(bucket.max).toBe(sorted.at(-1));
      expect(bucket.min).toBe(sorted[0]);
    }),
  );
});

test("there are no percentiles once a value is negative", () => {
  const bucket = new Bucket();
  bucket.add(1, 1);
  bucket.add(-1, 1);
  expect(bucket.quantile(0.5)).toBeUndefined();
  expect(bucket.min).toBe(-1);
});

test("zero is a value like any other", () => {
  const bucket = new Bucket();
  bucket.add(0, 9);
  bucket.add(10, 1);
  expect(bucket.quantile(0.5)).toBe(0);
  expect(bucket.quantile(1)).toBeCloseTo(10, 0);
});
