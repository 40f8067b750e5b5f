import { Apart, isApart } from "@signalbox/core/failover/apart";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import { on } from "@signalbox/core/workflow/allow";
import { atEachTable } from "../aws/epoch-tables.ts";
import { getItem, putItem } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";
import { clusterOf } from "../restore/placement.ts";
import { servingCluster } from "../restore/serving-cluster.ts";
import { reasonOf } from "../web/reason-of.ts";
import { memberIn, placesOf } from "./places.ts";

/** What `findApart` reads. */
export const findApartAllow = on("connection", "ssm:GetParameter");

/** Cluster that tasks here connect to, where it is another than the region's member of the global cluster. */
export async function findApart(
  context: FunctionContext,
  places: FailoverPlaces,
): Promise<string | undefined> {
  const serves = await servingCluster(context);
  return serves === clusterOf(memberIn(places, context.platform.region).clusterArn) ? undefined : serves;
}

/** Tells the regions that may take over, as long as it is so. What keeps it from that is logged: it is told again in a minute. */
export async function tellApart(context: FunctionContext): Promise<void> {
  const { clock, log, platform } = context;
  const { region } = platform;
  try {
    const cluster = await findApart(context, placesOf(context));
    if (cluster === undefined) return;
    const said: Apart = { region, cluster, at: Math.floor(clock.now()) };
    await atEachTable(context, (ledger) => putItem(ledger, ledgerKeys.apart(region), said));
  } catch (error) {
    log.warn("nobody was told where users write", { why: reasonOf(error) });
  }
}

/** The cluster that users of a region write to, where no other region follows it, by any table's newest word. */
export async function readApart(
  context: FunctionContext,
  region: string,
  newest: number | undefined,
): Promise<string | undefined> {
  const told = await atEachTable(context, (ledger) => getItem(ledger, ledgerKeys.apart(region), Apart));
  return told.find((said) => isApart(said, newest))?.cluster;
}
