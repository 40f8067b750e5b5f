import { expect, test } from "vitest";
import { errors } from "./built-in.ts";
import { ValueSource, valuesOf } from "./value-source.ts";

test("a value comes from metric math or from PromQL, under the same rules as counts", () => {
  const cloudwatch = { kind: "cloudwatch", metrics: { p95: errors.metrics.requests }, value: "p95 * 1000" };
  expect(ValueSource.parse(cloudwatch)).toEqual(cloudwatch);
  expect(() => ValueSource.parse({ ...cloudwatch, value: "p99" })).toThrow("did you mean p95?");
  const prometheus = {
    kind: "prometheus",
    endpoint: "https://prometheus.internal",
    value: 'up{side="{{side}}"}',
  };
  expect(ValueSource.parse(prometheus)).toEqual(prometheus);
  expect(() => ValueSource.parse({ ...prometheus, value: "up" })).toThrow("both sides together");
});

test("every minute that is asked for has a value, NaN where there is none", () => {
  const points = new Map([
    [60_000, 5],
    [180_000, 7],
  ]);
  expect(valuesOf({ start: 60_000, end: 240_000 }, points)).toEqual([5, Number.NaN, 7]);
});
