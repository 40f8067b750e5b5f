import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { names, person } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { minute, type Regions, says, standby, start } from "./three-regions.ts";

/** What the matrices of a failback have in common. */

export const asked = { requestedBy: "ada" };

/** Before the claim, and the claim; what comes of that is a failover's, but for what it asks of the region that is left. */
export const beforeClaim = [
  "Look",
  "KeepEvidence",
  "AwaitRejoin",
  "CatchUp",
  "AwaitReady",
  "Ask",
  "TakeTurn",
  "CatchUpAgain",
];

/** Users were moved to the standby, as a failover has left them; then a failback begins. */
export async function beginsFailback(regions: Regions): Promise<string> {
  regions.incidentAt = regions.clock.now();
  await moved(regions);
  return await start(regions, "failback", asked);
}

/** Moves users to the standby by hand. */
async function moved({ clock, places, world }: Regions): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  const Item = {
    pk: { S: ledgerKeys.failover },
    sk: { S: ledgerKeys.epoch(1) },
    epoch: { N: "1" },
    region: { S: standby },
    run: { S: "before" },
    owner: { S: "before" },
    at: { S: at },
  };
  for (const region of places.tables)
    await world.call("dynamodb", "PutItem", { TableName: names.ledgerTable, Item }, person(region));
  await clock.sleep(3 * minute);
  const target = places.regions.find(({ region }) => region === standby)?.clusterArn;
  const asked = { GlobalClusterIdentifier: places.globalCluster, TargetDbClusterIdentifier: target };
  await world.call("rds", "SwitchoverGlobalCluster", asked, person(primary));
  await clock.sleep(4 * minute);
}

/** Says it until somebody has heard it. */
export async function insists(
  regions: Regions,
  action: Parameters<typeof says>[1],
  run?: string,
): Promise<void> {
  for (let tries = 0; tries < 90; tries++) {
    await regions.clock.sleep(20_000);
    if (await says(regions, action, run)) return;
  }
}
