import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { failback } from "@signalbox/functions/workflows/failback/workflow";
import { names, person } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { claimsIn } from "../simulation/failover/watch.ts";
import { invariantsOf, whatPasses } from "./failover-invariants.ts";
import { kill, minute, onRegions, type Regions, says, standby, start } from "./three-regions.ts";
import type { Visits } from "./visits.ts";
import type { MatrixWorkflow, Scenario } from "./workflow.ts";

const asked = { requestedBy: "ada" };

/** Moves users to the standby by hand, as a failover has left them. */
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
async function insists(regions: Regions, action: "approve" | "retry", run?: string): Promise<void> {
  for (let tries = 0; tries < 30; tries++) {
    await regions.clock.sleep(20_000);
    if (await says(regions, action, run)) return;
  }
}

async function people(regions: Regions, visits: Visits): Promise<void> {
  await visits.of("Ask");
  await insists(regions, "approve");
  await visits.of("AskHow");
  await insists(regions, "retry");
}

const home: Scenario<Regions> = {
  name: "home",
  setting: {},
  states: {
    failback: [
      "Look",
      "KeepEvidence",
      "AwaitRejoin",
      "CatchUp",
      "AwaitReady",
      "Ask",
      "TakeTurn",
      "CatchUpAgain",
      "FreezeReleases",
      "TurnAhead",
      "TurnTraffic",
      "RestOther",
    ],
  },
  meanwhile: people,
  start: async (regions) => {
    regions.incidentAt = regions.clock.now();
    await moved(regions);
    return await start(regions, "failback", asked);
  },
};

/** A failback. What it does from the claim on is a failover's, save for what it asks of the region that is left: that one's matrix strikes it, where it is planned. */
export const failbackMatrix: MatrixWorkflow<Regions> = {
  name: "failback",
  sample: 3,
  stands: { names, region: primary },
  play: ({ guards }, scenario) => onRegions(primary, (clock) => guards?.(clock) ?? [], scenario),
  workflows: [failback],
  scenarios: [home],
  ends: { Completed: [], Failed: [], ABORTED: [] },
  always: invariantsOf({
    serves: whatPasses(primary),
    // Eight minutes after its last word a run is dead; one that was not approved asks again.
    goOn: async ({ fault, laptop: regions }) => {
      if (fault !== "wrong-state") return;
      await regions.clock.sleep(10 * minute);
      await start(regions, "failback", asked, { name: "again" });
      const { owned } = claimsIn(regions.cloud.log.calls());
      if (!owned.some(({ region }) => region === primary)) await insists(regions, "approve", "again");
    },
  }),
  acts: (state) => state !== "Look",
  spares: (state, fault, { isLast }) => {
    if (fault === "throttled") return "a call that is throttled is one that fails before, twice as long";
    if (fault === "repeated-event" && state !== "Ask")
      return "nothing but a person starts it, and answers it";
    return isLast ? "it meets the step as it has met the first visit" : undefined;
  },
  // A person is quicker than the state that asks.
  happen: async (regions) => {
    await says(regions, "approve");
  },
  meddle: (regions) => kill(regions, "failback"),
};
