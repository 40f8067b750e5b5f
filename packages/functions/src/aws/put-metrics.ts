import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";

/** Lengths of time of one moment, by their metrics' names. */
export interface Durations {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly seconds: Readonly<Record<string, number>>;
}

export async function putMetrics(
  client: CloudWatchClient,
  namespace: string,
  { at, dimensions, seconds }: Durations,
): Promise<void> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  await client.send(
    new PutMetricDataCommand({
      Namespace: namespace,
      MetricData: Object.entries(seconds).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Unit: "Seconds",
        Timestamp: new Date(at),
        Dimensions,
      })),
    }),
  );
}
