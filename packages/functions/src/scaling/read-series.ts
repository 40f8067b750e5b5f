import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Series, Window } from "@signalbox/core/scaling/bins";
import type { Said } from "@signalbox/core/scaling/order/drain";
import {
  measuredSeconds,
  type ReplicaMetric,
  replicaMetrics,
  replicaNamespace,
} from "@signalbox/core/scaling/replica-metrics";
import { readMetricData } from "../aws/metric-data.ts";
import type { FunctionContext } from "../context.ts";

const names = Object.entries(replicaMetrics) as [ReplicaMetric, string][];
/** What is so many at a moment, and no count of what happened: over more than one word of each replica it is the mean. */
const gauges: readonly ReplicaMetric[] = ["waiting", "running"];

/** What the replicas of several ECS services said in a window, all together. */
export async function readSeries(
  { aws }: FunctionContext,
  services: readonly string[],
  { from, to, seconds }: Window,
): Promise<Series> {
  const queries = services.flatMap((service, at) =>
    names.map(
      ([key, metric]): MetricDataQuery => ({
        Id: `${key.toLowerCase()}${at}`,
        MetricStat: {
          Metric: {
            Namespace: replicaNamespace,
            MetricName: metric,
            Dimensions: [{ Name: "Service", Value: service }],
          },
          Period: seconds,
          Stat: "Sum",
        },
      }),
    ),
  );
  const found = await readMetricData(aws.cloudWatch, { start: from, end: to }, queries);
  const together = (key: ReplicaMetric): Map<number, number> => {
    const sums = new Map<number, number>();
    const words = gauges.includes(key) ? seconds / measuredSeconds : 1;
    for (const at of services.keys())
      for (const [start, value] of found.get(`${key.toLowerCase()}${at}`) ?? [])
        sums.set(start, (sums.get(start) ?? 0) + value / words);
    return sums;
  };
  return {
    requests: together("requests"),
    refused: together("refused"),
    waiting: together("waiting"),
    running: together("running"),
    inputTokens: together("inputTokens"),
    outputTokens: together("outputTokens"),
  };
}

/** What each task of a service said of its streams, those that wait in it included, in the last minutes. */
export async function readStreams(
  { aws, clock }: FunctionContext,
  service: string,
  tasks: readonly string[],
  lastSeconds: number,
): Promise<ReadonlyMap<string, readonly Said[]>> {
  const period = measuredSeconds * 1000;
  const end = Math.floor(clock.now() / period) * period;
  const queries = tasks.flatMap((task, at) =>
    (["running", "waiting"] as const).map(
      (key): MetricDataQuery => ({
        Id: `${key}${at}`,
        MetricStat: {
          Metric: {
            Namespace: replicaNamespace,
            MetricName: replicaMetrics[key],
            Dimensions: [
              { Name: "Service", Value: service },
              { Name: "Task", Value: task },
            ],
          },
          Period: measuredSeconds,
          Stat: "Maximum",
        },
      }),
    ),
  );
  const found = await readMetricData(aws.cloudWatch, { start: end - lastSeconds * 1000, end }, queries);
  return new Map(
    tasks.map((task, at) => [
      task,
      [...(found.get(`running${at}`) ?? [])].map(([start, running]) => ({
        at: start + period,
        streams: running + (found.get(`waiting${at}`)?.get(start) ?? 0),
      })),
    ]),
  );
}
