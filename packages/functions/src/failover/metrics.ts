import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { LagPoint } from "@signalbox/core/failover/probe";
import { namesOf } from "@signalbox/core/platform/names";
import { readGlobalLag } from "../aws/global-lag.ts";
import { putNumbers } from "../aws/put-metrics.ts";
import type { FunctionContext } from "../context.ts";

type In = Pick<FunctionContext, "clock" | "platform">;

async function put(
  { clock, platform }: In,
  client: CloudWatchClient,
  metric: string,
  value: number,
  dimensions: Readonly<Record<string, string>>,
): Promise<void> {
  const names = namesOf(platform);
  await putNumbers(client, names.metricNamespace, {
    at: clock.now(),
    dimensions: { Platform: names.prefix, ...dimensions },
    numbers: { [metric]: value },
  });
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

const minuteMs = 60_000;

/** How far this region's member of the global cluster lagged in the last hour, oldest first, as Aurora writes it here. */
export async function readLags({ aws, clock }: FunctionContext, cluster: string): Promise<LagPoint[]> {
  const lag = await readGlobalLag(aws.cloudWatch, "AuroraGlobalDBReplicationLag", {
    cluster,
    minutes: 60,
    now: clock.now(),
  });
  return [...lag].map(([at, lagMs]) => ({ at: at + minuteMs, lagMs }));
}
