import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { names } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { invariantsOf, whatPasses } from "./failover-invariants.ts";
import { kill, minute, onRegions, type Regions, raisesAlarm, says, standby, start } from "./three-regions.ts";
import type { Visits } from "./visits.ts";
import type { MatrixWorkflow, Scenario } from "./workflow.ts";

/** A person looks, and has what failed tried once more. */
async function retries(regions: Regions, visits: Visits): Promise<void> {
  await visits.of("AskHow");
  await regions.clock.sleep(30_000);
  await says(regions, "retry");
}

const byAlarm = { reason: "primary_region_unavailable", requestedBy: "alarm" };

const lost: Scenario<Regions> = {
  name: "lost",
  setting: {},
  meanwhile: retries,
  states: {
    failover: [
      "Decide",
      "ClaimEpoch",
      "FreezeReleases",
      "PromoteDatabase",
      "AwaitDatabase",
      "RotateCredentials",
      "FilesWritable",
      "ScaleServices",
      "AwaitServices",
      "VerifyFunctionality",
      "TurnTraffic",
      "WatchTraffic",
      "Report",
    ],
  },
  start: async (regions) => {
    const { clock, cloud } = regions;
    await clock.sleep(3 * minute);
    regions.incidentAt = clock.now();
    cloud.faults.add({ kind: "region-dark", region: primary });
    // Until two observers have said so for five minutes.
    await clock.sleep(7.5 * minute);
    return await start(regions, "failover", byAlarm);
  },
};

/** In which the other region is there, and asked to hand over. */
const planned: Scenario<Regions> = {
  name: "planned",
  setting: {},
  meanwhile: retries,
  states: { failover: ["ClaimEpoch", "TurnAhead", "PromoteDatabase", "AwaitDatabase", "TurnTraffic"] },
  start: async (regions) => {
    const { clock } = regions;
    await clock.sleep(3 * minute);
    regions.incidentAt = clock.now();
    return await start(regions, "failover", { ...byAlarm, reason: "planned_maintenance" });
  },
};

/** Before there is a lock, with it, while users are turned, and when it is about to be given back. */
const meetsAlarm = ["Decide", "ClaimEpoch", "TurnTraffic", "Report"];

/** A failover of both modes, with all that the simulation holds it to. */
export const failoverMatrix: MatrixWorkflow<Regions> = {
  name: "failover",
  sample: 3,
  stands: { names, region: standby },
  play: ({ guards }, scenario) => onRegions(standby, (clock) => guards?.(clock) ?? [], scenario),
  workflows: [failover],
  scenarios: [lost, planned],
  ends: { Completed: [], Failed: [], ABORTED: [] },
  always: invariantsOf({
    serves: whatPasses(standby),
    // Eight minutes after its last word a run is dead.
    goOn: async ({ fault, laptop: regions }) => {
      if (fault !== "wrong-state") return;
      await regions.clock.sleep(10 * minute);
      await start(regions, "failover", byAlarm, { name: "again" });
    },
  }),
  acts: (state) => state !== "Decide",
  spares: (state, fault, { isLast, scenario }) => {
    if (fault === "throttled") return "a call that is throttled is one that fails before, twice as long";
    if (fault === "repeated-event" && !meetsAlarm.includes(state))
      return "the alarm finds the lock taken, whichever act it comes in";
    if (scenario === "planned" && !["lost-reply", "denied", "crash"].includes(fault))
      return "the same steps meet it where the region is lost";
    return isLast ? "it meets the step as it has met the first visit" : undefined;
  },
  // The alarm comes once more; people and alarms know nothing of what runs.
  happen: (regions) => raisesAlarm(regions, standby),
  meddle: (regions) => kill(regions, "failover"),
};
