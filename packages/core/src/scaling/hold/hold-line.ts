import { measuredSeconds, replicaNamespace } from "../replica-metrics.ts";
import { type HoldMetric, type HoldWord, holdMetrics } from "./hold-metrics.ts";

/** A holder's word as a line of its log of which CloudWatch makes metrics; dated as a replica's is (sidecar/metric-line.ts). */
export function holdLine(service: string, word: HoldWord, end: number): string {
  const names = Object.keys(holdMetrics) as HoldMetric[];
  return JSON.stringify({
    _aws: {
      Timestamp: end - measuredSeconds * 1000,
      CloudWatchMetrics: [
        {
          Namespace: replicaNamespace,
          Dimensions: [["Service"]],
          Metrics: names.map((key) => ({ Name: holdMetrics[key], Unit: "Count", StorageResolution: 1 })),
        },
      ],
    },
    Service: service,
    ...Object.fromEntries(names.map((key) => [holdMetrics[key], word[key]])),
  });
}
