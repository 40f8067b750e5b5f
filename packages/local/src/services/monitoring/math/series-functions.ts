import type { Scope } from "./compute.ts";
import { syntax } from "./token.ts";
import { isList, type Points, type Value } from "./value.ts";

type OnSeries = (value: Value, scope: Scope) => Value;

/** A function of each value alone; it takes numbers, series and lists of series. */
const ofValue =
  (apply: (value: number) => number): OnSeries =>
  (value) => {
    if (typeof value === "number") return apply(value);
    const onOne = (points: Points): Points =>
      new Map(
        [...points].flatMap(([start, each]) => {
          const result = apply(each);
          return Number.isFinite(result) ? [[start, result] as const] : [];
        }),
      );
    return isList(value) ? value.map(onOne) : onOne(value);
  };

/** A function of a series' values in the order of time; it takes series and lists of series. */
const ofSeries =
  (apply: (points: readonly (readonly [start: number, value: number])[]) => Points): OnSeries =>
  (value, scope) => {
    if (typeof value === "number") throw syntax(scope.text, "a time series is expected, not a number");
    const onOne = (points: Points): Points => apply([...points].sort(([a], [b]) => a - b));
    return isList(value) ? value.map(onOne) : onOne(value);
  };

/** A value for each datapoint but the first, from it and the one before. */
const ofSteps = (step: (difference: number, seconds: number) => number): OnSeries =>
  ofSeries(
    (points) =>
      new Map(
        points.flatMap(([start, value], index) => {
          const [before, old] = points[index - 1] ?? [];
          if (before === undefined || old === undefined) return [];
          return [[start, step(value - old, (start - before) / 1000)] as const];
        }),
      ),
  );

/** Functions that keep the shape of what they are given. */
export const eachSeries: Readonly<Record<string, OnSeries>> = {
  ABS: ofValue(Math.abs),
  CEIL: ofValue(Math.ceil),
  FLOOR: ofValue(Math.floor),
  LOG: ofValue(Math.log),
  LOG10: ofValue(Math.log10),
  /** Change per second. */
  RATE: ofSteps((difference, seconds) => difference / seconds),
  DIFF: ofSteps((difference) => difference),
  /** Seconds between a datapoint and the one before. */
  DIFF_TIME: ofSteps((_, seconds) => seconds),
  RUNNING_SUM: ofSeries((points) => {
    let sum = 0;
    return new Map(
      points.map(([start, value]) => {
        sum += value;
        return [start, sum];
      }),
    );
  }),
};
