import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";
import type { Bucket } from "./metrics/bucket.ts";

/** A statistic of a window's values; undefined where they have none, such as a percentile of negative values. */
export type Statistic = (values: Bucket) => number | undefined;

const simple: Readonly<Record<string, Statistic>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

/** Sum, SampleCount, Average, Minimum, Maximum, p0.0 to p100. The trimmed ones are refused by name. */
export function statistic(name: string, operation: string): Statistic {
  const known = simple[name];
  if (known) return known;
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100(?:\.0{1,10})?)$/.exec(name)?.[1];
  if (percentile !== undefined) return (values) => values.quantile(Number(percentile) / 100);
  if (/^(TM|WM|TC|TS|PR|IQM|tm|wm|tc|ts)/.test(name)) throw unsupported(operation, `the statistic ${name}`);
  throw new AwsError(
    "ValidationError",
    `The value ${name} for parameter Stat is not supported: Sum, SampleCount, Average, Minimum, Maximum or a percentile such as p95.`,
  );
}
