import fc from "fast-check";
import { expect, test } from "vitest";
import { Histogram } from "./histogram.ts";

test("percentiles are right to two per cent, whatever was added", () => {
  const seconds = fc.array(fc.double({ min: 1e-4, max: 10_000, noNaN: true }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(seconds, (values) => {
      const histogram = new Histogram();
      for (const value of values) histogram.add(value);
      const sorted = values.toSorted((a, b) => a - b);
      const exact = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
      const { p50Seconds, p95Seconds, p99Seconds, maxSeconds, count } = histogram.summary();
      expect([count, maxSeconds]).toEqual([values.length, sorted.at(-1)]);
      for (const [found, wanted] of [
        [p50Seconds, exact(0.5)],
        [p95Seconds, exact(0.95)],
        [p99Seconds, exact(0.99)],
      ] as const) {
        expect(found).toBeGreaterThanOrEqual(wanted * 0.9999);
        expect(found).toBeLessThanOrEqual(wanted * 1.0201);
      }
    }),
  );
});

test("nothing added is all zero", () => {
  expect(Object.values(new Histogram().summary())).toEqual([0, 0, 0, 0, 0, 0]);
});
