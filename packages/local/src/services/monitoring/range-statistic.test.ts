import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Bucket } from "./metrics/bucket.ts";
import { statistic } from "./statistic.ts";

const bucketOf = (values: readonly number[]): Bucket => {
  const bucket = new Bucket();
  for (const value of values) bucket.add(value, 1);
  return bucket;
};
const oneToHundred = bucketOf(Array.from({ length: 100 }, (_, index) => index + 1));

test.each([
  ["PR(:30.6)", 30],
  ["PR(30.6:)", 70],
  ["PR(10.2:20.4)", 10],
  ["TC(:90%)", 90],
  ["tc90", 90],
  ["TC(10%:90%)", 80],
  ["TM(10%:90%)", 50.5],
  ["IQM", 50.5],
  ["TS(:10%)", 55],
  ["WM(10%:90%)", 50.5],
  ["tm50", 25.5],
])("%s of 1 to 100 is %d", (name, expected) => {
  expect(statistic(name)(oneToHundred)! / expected).toBeCloseTo(1, 1);
});

test("the share up to a bound and the share above it are all values", () => {
  const values = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 1000 }), (list, bound) => {
      const bucket = bucketOf(list);
      const share = (name: string) => statistic(name)(bucket) ?? Number.NaN;
      expect(share(`PR(:${bound})`) + share(`PR(${bound}:)`)).toBeCloseTo(100);
      expect(share("TM(0%:100%)")).toBeCloseTo(share("TS(0%:100%)") / share("TC(0%:100%)"));
    }),
  );
});

test("of equal values the percentile rank is exact", () => {
  const equal = bucketOf([0.3, 0.3, 0.3]);
  expect(statistic("PR(:0.3)")(equal)).toBe(100);
  expect(statistic("PR(:0.299)")(equal)).toBe(0);
});

test.each(["TM(:)", "PR(10%:)", "TM(10%:90)", "tm101", "median"])("%s is refused", (name) => {
  expect(() => statistic(name)).toThrow(name);
});
