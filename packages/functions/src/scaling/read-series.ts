import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Series, Window } from "@signalbox/core/scaling/bins";
import type { Said } from "@signalbox/core/scaling/order/drain";
import { measuredSeconds, replicaMetrics, replicaNamespace } from "@signalbox/core/scaling/replica-metrics";
import { replicaQueries, replicaSeries } from "@signalbox/core/scaling/replica-series";
import { readMetricData } from "../aws/metric-data.ts";
import type { FunctionContext } from "../context.ts";

/** What the replicas of several ECS services said in a window, all together. */
export async function readSeries(
  { aws }: FunctionContext,
  services: readonly string[],
  { from, to, seconds }: Window,
): Promise<Series> {
  const queries = replicaQueries(services, seconds);
  const found = await readMetricData(aws.cloudWatch, { start: from, end: to }, queries);
  return replicaSeries(found, services, seconds);
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
