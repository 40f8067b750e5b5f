import { type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { Standing } from "@signalbox/core/backup/tend/silence";
import { namesOf } from "@signalbox/core/platform/names";
import type { FunctionContext } from "../../context.ts";

/** Says of each class how it stands, and of all together whether one is silent: that one metric has the alarm. */
export async function measure(standings: readonly Standing[], context: FunctionContext): Promise<void> {
  const { aws, clock, platform } = context;
  const names = namesOf(platform);
  const Timestamp = new Date(clock.now());
  const of = { Name: "Platform", Value: names.prefix };
  const silent = (alarms: readonly unknown[]): number => (alarms.length > 0 ? 1 : 0);
  const data = standings.flatMap(({ class: id, alarms, age, verifiedAge }): MetricDatum[] => {
    const Dimensions = [of, { Name: "Class", Value: id }];
    const seconds = (MetricName: string, Value: number | undefined): MetricDatum[] =>
      Value === undefined ? [] : [{ MetricName, Dimensions, Timestamp, Value, Unit: "Seconds" }];
    return [
      { MetricName: names.silentMetric, Dimensions, Timestamp, Value: silent(alarms) },
      ...seconds(names.pointAgeMetric, age),
      ...seconds(names.verifiedAgeMetric, verifiedAge),
    ];
  });
  const all = standings.flatMap(({ alarms }) => alarms);
  data.push({ MetricName: names.silentMetric, Dimensions: [of], Timestamp, Value: silent(all) });
  await aws.cloudWatch.send(new PutMetricDataCommand({ Namespace: names.metricNamespace, MetricData: data }));
}
