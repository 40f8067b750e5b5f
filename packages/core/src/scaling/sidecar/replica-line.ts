import { metricLine } from "../metric-line.ts";
import { cacheMetric, type ReplicaMetric, type ReplicaWord, replicaMetrics } from "../replica-metrics.ts";

export interface Replica {
  /** Its ECS service. */
  readonly service: string;
  /** Last part of its task's ARN. */
  readonly task: string;
}

/** A replica's word as a line of its log, of the service and of the task. */
export function replicaLine({ service, task }: Replica, word: ReplicaWord, end: number): string {
  const { cacheUsed, ...counted } = word;
  const names = Object.keys(replicaMetrics) as ReplicaMetric[];
  return metricLine({
    by: { Service: service, Task: task },
    sets: [["Service"], ["Service", "Task"]],
    numbers: {
      ...Object.fromEntries(names.map((key) => [replicaMetrics[key], counted[key]])),
      ...(cacheUsed !== undefined && { [cacheMetric]: cacheUsed }),
    },
    shares: [cacheMetric],
    end,
  });
}
