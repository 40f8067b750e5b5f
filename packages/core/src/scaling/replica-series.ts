import type { Series } from "./bins.ts";
import type { Found, MetricQuery } from "./metric-query.ts";
import { measuredSeconds, type ReplicaMetric, replicaMetrics, replicaNamespace } from "./replica-metrics.ts";

const names = Object.entries(replicaMetrics) as [ReplicaMetric, string][];
/** What is so many at a moment, and no count of what happened: over more than one word of each replica it is the mean. */
const gauges: readonly ReplicaMetric[] = ["waiting", "running"];

const idOf = (key: ReplicaMetric, at: number): string => `${key.toLowerCase()}${at}`;

/** Asks what the replicas of several ECS services said, by periods of so many seconds. */
export const replicaQueries = (services: readonly string[], seconds: number): MetricQuery[] =>
  services.flatMap((service, at) =>
    names.map(([key, MetricName]) => ({
      Id: idOf(key, at),
      MetricStat: {
        Metric: {
          Namespace: replicaNamespace,
          MetricName,
          Dimensions: [{ Name: "Service", Value: service }],
        },
        Period: seconds,
        Stat: "Sum",
      },
    })),
  );

/** What came of it, all services together. */
export function replicaSeries(found: Found, services: readonly string[], seconds: number): Series {
  const together = (key: ReplicaMetric): Map<number, number> => {
    const sums = new Map<number, number>();
    const words = gauges.includes(key) ? seconds / measuredSeconds : 1;
    for (const at of services.keys())
      for (const [start, value] of found.get(idOf(key, at)) ?? [])
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
