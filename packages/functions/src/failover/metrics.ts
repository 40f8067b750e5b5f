import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { LagPoint } from "@signalbox/core/failover/probe";
import { namesOf } from "@signalbox/core/platform/names";
import { readMetricData } from "../aws/metric-data.ts";
import type { FunctionContext } from "../context.ts";

type In = Pick<FunctionContext, "clock" | "platform">;

async function put(
  { clock, platform }: In,
  client: CloudWatchClient,
  MetricName: string,
  Value: number,
  dimensions: Readonly<Record<string, string>>,
): Promise<void> {
  const names = namesOf(platform);
  const all = { Platform: names.prefix, ...dimensions };
  const Dimensions = Object.entries(all).map(([Name, one]) => ({ Name, Value: one }));
  const MetricData = [{ MetricName, Value, Dimensions, Timestamp: new Date(clock.now()) }];
  await client.send(new PutMetricDataCommand({ Namespace: names.metricNamespace, MetricData }));
}

/** What this observer sees of a region, told to CloudWatch of a region that may take over: an alarm sees its own region alone. */
export const tellDown = (
  context: In,
  client: CloudWatchClient,
  { about, observer, down }: { readonly about: string; readonly observer: string; readonly down: boolean },
): Promise<void> =>
  put(context, client, namesOf(context.platform).downMetric, down ? 1 : 0, {
    Region: about,
    Observer: observer,
  });

/** Turns users away from a region, or lets them back; `client` is of the region that has turned them away. */
export const tellAway = (
  context: In,
  client: CloudWatchClient,
  region: string,
  away: boolean,
): Promise<void> =>
  put(context, client, namesOf(context.platform).awayMetric, away ? 1 : 0, { Region: region });

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** How far this region's member of the global cluster lagged in the last hour, oldest first, as Aurora writes it here. */
export async function readLags({ aws, clock }: FunctionContext, cluster: string): Promise<LagPoint[]> {
  const now = clock.now();
  const answer = await readMetricData(aws.cloudWatch, { start: now - hourMs, end: now }, [
    {
      Id: "lag",
      MetricStat: {
        Metric: {
          Namespace: "AWS/RDS",
          MetricName: "AuroraGlobalDBReplicationLag",
          Dimensions: [{ Name: "DBClusterIdentifier", Value: cluster }],
        },
        Period: 60,
        Stat: "Maximum",
      },
    },
  ]);
  return [...(answer.get("lag") ?? [])].map(([at, lagMs]) => ({ at: at + minuteMs, lagMs }));
}
