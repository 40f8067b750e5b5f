import { measuredSeconds, replicaNamespace } from "./replica-metrics.ts";

interface Said {
  /** The dimensions, by name, and the sets of them for which there is a metric each. */
  readonly by: Readonly<Record<string, string>>;
  readonly sets: readonly (readonly string[])[];
  /** By the names of the metrics. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Those that count nothing. */
  readonly shares?: readonly string[];
  /** Of the ten seconds that they are about; milliseconds since 1970. */
  readonly end: number;
}

/**
 * A line of a log of which CloudWatch makes metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html. A resolution of 1
 * keeps periods of ten seconds apart. The time is the start of the ten seconds that the word is about, so that each who speaks has one
 * word in each period: sums over them hold.
 */
export function metricLine({ by, sets, numbers, shares = [], end }: Said): string {
  return JSON.stringify({
    _aws: {
      Timestamp: end - measuredSeconds * 1000,
      CloudWatchMetrics: [
        {
          Namespace: replicaNamespace,
          Dimensions: sets,
          Metrics: Object.keys(numbers).map((Name) => ({
            Name,
            Unit: shares.includes(Name) ? "None" : "Count",
            StorageResolution: 1,
          })),
        },
      ],
    },
    ...by,
    ...numbers,
  });
}
