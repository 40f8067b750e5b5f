import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { readMetricData } from "./metric-data.ts";

const minuteMs = 60_000;

/**
 * How far a secondary of a global database lagged in each of the last minutes, by the minute's beginning and in milliseconds, as Aurora
 * writes it in the secondary's region: `AuroraGlobalDBReplicationLag`, or `AuroraGlobalDBRPOLag`, which says what would be lost.
 */
export async function readGlobalLag(
  client: CloudWatchClient,
  MetricName: "AuroraGlobalDBReplicationLag" | "AuroraGlobalDBRPOLag",
  { cluster, minutes, now }: { readonly cluster: string; readonly minutes: number; readonly now: number },
): Promise<ReadonlyMap<number, number>> {
  const Dimensions = [{ Name: "DBClusterIdentifier", Value: cluster }];
  const Metric = { Namespace: "AWS/RDS", MetricName, Dimensions };
  const query = { Id: "lag", MetricStat: { Metric, Period: 60, Stat: "Maximum" } };
  const answer = await readMetricData(client, { start: now - minutes * minuteMs, end: now }, [query]);
  return answer.get("lag") ?? new Map();
}
