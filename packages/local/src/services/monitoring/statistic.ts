import { AwsError } from "../error.ts";
import type { Bucket } from "./metrics/bucket.ts";
import { rangeStatistic } from "./range-statistic.ts";

/** A statistic of a window's values; undefined where they have none, such as a percentile of negative values. */
export type Statistic = (values: Bucket) => number | undefined;

const simple: Readonly<Record<string, Statistic>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

/** Sum, SampleCount, Average, Minimum, Maximum, p0.0 to p100, and those of trimmed values (TM, WM, TC, TS, PR, IQM). */
export function statistic(name: string): Statistic {
  const known = simple[name];
  if (known) return known;
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100(?:\.0{1,10})?)$/.exec(name)?.[1];
  if (percentile !== undefined) return (values) => values.quantile(Number(percentile) / 100);
  const ofRange = rangeStatistic(name);
  if (ofRange) return ofRange;
  throw new AwsError(
    "ValidationError",
    `The value ${name} for parameter Stat is not supported: Sum, SampleCount, Average, Minimum, Maximum a percentile such as p95, or TM, WM, TC, TS, PR, IQM with their range.`,
  );
}
