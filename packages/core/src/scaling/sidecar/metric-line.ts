import {
  cacheMetric,
  measuredSeconds,
  type ReplicaMetric,
  type ReplicaWord,
  replicaMetrics,
  replicaNamespace,
} from "../replica-metrics.ts";

export interface Replica {
  /** Its ECS service. */
  readonly service: string;
  /** Last part of its task's ARN. */
  readonly task: string;
}

/**
 * A line of a log of which CloudWatch makes metrics, of the service and of the task:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html. A resolution of 1
 * keeps periods of ten seconds apart. The time is the start of the ten seconds that the word is about, so that each replica has one
 * word in each period: sums over replicas hold.
 */
export function metricLine({ service, task }: Replica, word: ReplicaWord, end: number): string {
  const { cacheUsed, ...counted } = word;
  const names = Object.keys(replicaMetrics) as ReplicaMetric[];
  const values = {
    ...Object.fromEntries(names.map((key) => [replicaMetrics[key], counted[key]])),
    ...(cacheUsed !== undefined && { [cacheMetric]: cacheUsed }),
  };
  return JSON.stringify({
    _aws: {
      Timestamp: end - measuredSeconds * 1000,
      CloudWatchMetrics: [
        {
          Namespace: replicaNamespace,
          Dimensions: [["Service"], ["Service", "Task"]],
          Metrics: Object.keys(values).map((Name) => ({
            Name,
            Unit: Name === cacheMetric ? "None" : "Count",
            StorageResolution: 1,
          })),
        },
      ],
    },
    Service: service,
    Task: task,
    ...values,
  });
}
