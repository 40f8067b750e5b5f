import { expect, test } from "vitest";
import { percentile } from "./percentile.ts";
import { prepare } from "./prepare.ts";

const ascending = (values: number[]) => values.toSorted((a, b) => a - b);

test("percentiles are R's type 7", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.2.
  const gauge = [
    95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1772, 95.0925, 95.199, 95.1682,
  ];
  expect(percentile(ascending(gauge), 0.9)).toBeCloseTo(95.19568, 10);
  const halves = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5];
  expect(percentile(halves, 0.05)).toBeCloseTo(0.175, 12);
  expect([percentile(halves, 0.5), percentile(halves, 1), percentile(halves, 0)]).toEqual([1.75, 3.5, 0]);
  expect(percentile([4], 0.99)).toBe(4);
});

test("missing values are left out unless the configuration says that they are 0", () => {
  const values = [Number.NaN, 1, Number.NaN, 2];
  expect(prepare(values, {})).toEqual([1, 2]);
  expect(prepare(values, { nanStrategy: "none" })).toEqual([1, 2]);
  expect(prepare(values, { nanStrategy: "remove" })).toEqual([1, 2]);
  expect(prepare(values, { nanStrategy: "replace" })).toEqual([0, 1, 0, 2]);
});

const spike = [...Array.from({ length: 200 }, (_, index) => 20 + (index % 5)), 500, 500, 500, 500];

test("outliers stay unless the configuration says otherwise", () => {
  expect(prepare(spike, {})).toEqual(spike);
  expect(prepare(spike, { outliers: { strategy: "keep" } })).toEqual(spike);
});

test("an outlier goes only when it lies beyond the fence and beyond the 1st or 99th percentile", () => {
  const remove = { outliers: { strategy: "remove" as const } };
  // One of 201 lies above the 99th percentile; four of 204 are what it is.
  expect(prepare([...spike.slice(0, 200), 500], remove)).toEqual(spike.slice(0, 200));
  expect(prepare(spike, remove)).toEqual(spike);
  expect(prepare([], remove)).toEqual([]);
});

test("a smaller factor draws the fence nearer, and 3 is the default", () => {
  const values = [...Array.from({ length: 100 }, (_, index) => index), 200];
  const kept = (outlierFactor?: number) =>
    prepare(values, { outliers: { strategy: "remove", outlierFactor } }).includes(200);
  expect([kept(1.5), kept(3), kept()]).toEqual([false, true, true]);
});
