import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";

/** Lengths of time of one moment, by their metrics' names. */
export interface Durations {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Plain numbers of one moment, by their metrics' names. */
export interface Numbers {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
}

export const putMetrics = (client: CloudWatchClient, namespace: string, { seconds, ...moment }: Durations) =>
  put(client, namespace, { ...moment, numbers: seconds }, "Seconds");

export const putNumbers = (client: CloudWatchClient, namespace: string, numbers: Numbers): Promise<void> =>
  put(client, namespace, numbers, "None");

async function put(
  client: CloudWatchClient,
  namespace: string,
  { at, dimensions, numbers }: Numbers,
  Unit: "None" | "Seconds",
): Promise<void> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  await client.send(
    new PutMetricDataCommand({
      Namespace: namespace,
      MetricData: Object.entries(numbers).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Unit,
        Timestamp: new Date(at),
        Dimensions,
      })),
    }),
  );
}
