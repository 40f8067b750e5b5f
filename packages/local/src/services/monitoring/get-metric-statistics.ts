import type { Datapoint, StandardUnit } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import type { Bucket } from "./metrics/bucket.ts";
import { dimensionsOf, type MetricStore } from "./metrics/store.ts";
import { periodOf, periodStarts } from "./period.ts";
import { statistic } from "./statistic.ts";

const datapointsAtMost = 1440;

/** A datapoint for each period and unit that has data. */
export function getMetricStatistics(
  store: MetricStore,
  input: Input<"monitoring", "GetMetricStatistics">,
): Output<"monitoring", "GetMetricStatistics"> {
  const { Namespace = "", MetricName = "", Dimensions, Statistics = [], ExtendedStatistics = [] } = input;
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw new AwsError("ValidationError", "Must specify either Statistics or ExtendedStatistics");
  const period = periodOf(input.Period, "Period");
  const starts = periodStarts(input.StartTime, input.EndTime, period);
  if (starts.length > datapointsAtMost)
    throw new AwsError(
      "InvalidParameterCombinationException",
      `You have requested up to ${starts.length} datapoints, which exceeds the limit of ${datapointsAtMost}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  const extended = ExtendedStatistics.map((name) => [name, statistic(name)] as const);
  const plain = Statistics.map((name) => [name, statistic(name)] as const);
  const name = { namespace: Namespace, metric: MetricName, dimensions: dimensionsOf(Dimensions) };
  const datapoint = (start: number, values: Bucket, Unit: StandardUnit): Datapoint => ({
    Timestamp: new Date(start),
    Unit,
    ...Object.fromEntries(plain.map(([of, read]) => [of, read(values)])),
    ...(extended.length > 0 && {
      ExtendedStatistics: Object.fromEntries(
        extended.flatMap(([of, read]) => {
          const value = read(values);
          return value === undefined ? [] : [[of, value]];
        }),
      ),
    }),
  });
  const Datapoints = [...(store.find(name)?.units ?? [])].flatMap(([unit, series]) =>
    input.Unit !== undefined && unit !== input.Unit
      ? []
      : starts.flatMap((start) => {
          const values = series.window(start, start + period);
          return values ? [datapoint(start, values, asUnit(unit))] : [];
        }),
  );
  return { Label: MetricName, Datapoints };
}

/** Units come in through typed inputs and from AWS's services; the store keeps them as text. */
function asUnit(unit: string): StandardUnit {
  return unit as StandardUnit;
}
