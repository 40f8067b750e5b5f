import { namesOf } from "@signalbox/core/platform/names";
import type { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { putNumbers } from "../aws/put-metrics.ts";
import type { FunctionContext } from "../context.ts";

/** What the planner says of a service, for dashboards: replicas, demand and its band in replicas, USD an hour. */
export async function measure(
  { aws, clock, platform }: FunctionContext,
  service: string,
  { wanted, ready, starting, demand, costPerHour, blind }: DecisionRecord,
): Promise<void> {
  const names = namesOf(platform);
  const numbers = {
    [names.plannedMetrics.wanted]: wanted,
    [names.plannedMetrics.ready]: ready,
    [names.plannedMetrics.starting]: starting,
    [names.plannedMetrics.demand]: demand.now,
    [names.plannedMetrics.middle]: demand.middle,
    [names.plannedMetrics.high]: demand.high,
    [names.plannedMetrics.cost]: costPerHour,
    [names.plannedMetrics.blind]: blind && ready > 0 ? 1 : 0,
  };
  await putNumbers(aws.cloudWatch, names.metricNamespace, {
    at: clock.now(),
    dimensions: { Platform: names.prefix, Service: service },
    numbers,
  });
}
