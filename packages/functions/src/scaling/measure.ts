import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { namesOf } from "@signalbox/core/platform/names";
import type { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import type { FunctionContext } from "../context.ts";

/** What the planner says of a service, for dashboards: replicas, demand and its band in replicas, USD an hour. */
export async function measure(
  { aws, clock, platform }: FunctionContext,
  service: string,
  { wanted, ready, starting, demand, costPerHour, blind }: DecisionRecord,
): Promise<void> {
  const names = namesOf(platform);
  const values = {
    [names.plannedMetrics.wanted]: wanted,
    [names.plannedMetrics.ready]: ready,
    [names.plannedMetrics.starting]: starting,
    [names.plannedMetrics.demand]: demand.now,
    [names.plannedMetrics.middle]: demand.middle,
    [names.plannedMetrics.high]: demand.high,
    [names.plannedMetrics.cost]: costPerHour,
    [names.plannedMetrics.blind]: blind && ready > 0 ? 1 : 0,
  };
  await aws.cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: names.metricNamespace,
      MetricData: Object.entries(values).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Timestamp: new Date(clock.now()),
        Dimensions: [
          { Name: "Platform", Value: names.prefix },
          { Name: "Service", Value: service },
        ],
      })),
    }),
  );
}
