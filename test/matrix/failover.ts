import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { names } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { invariantsOf, whatPasses } from "./failover-invariants.ts";
import { byAlarm, lostStates, plannedStates, sparedOf } from "./failover-states.ts";
import {
  kill,
  minute,
  onRegions,
  type Regions,
  raisesAlarm,
  says,
  settled,
  standby,
  start,
} from "./three-regions.ts";
import type { Visits } from "./visits.ts";
import type { MatrixWorkflow, Scenario } from "./workflow.ts";

/** A person looks, and has what failed tried once more. */
async function retries(regions: Regions, visits: Visits): Promise<void> {
  await visits.of("AskHow");
  await regions.clock.sleep(30_000);
  await says(regions, "retry");
}

const lost: Scenario<Regions> = {
  name: "lost",
  setting: {},
  meanwhile: retries,
  states: { failover: lostStates },
  start: async (regions) => {
    const { clock, cloud } = regions;
    await settled(regions);
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
  states: { failover: plannedStates },
  start: async (regions) => {
    await settled(regions);
    return await start(regions, "failover", { ...byAlarm, reason: "planned_maintenance" });
  },
};

/** A failover of both modes, with all that the simulation holds it to. */
export const failoverMatrix: MatrixWorkflow<Regions> = {
  name: "failover",
  sample: 5,
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
    if (scenario === "planned" && !["lost-reply", "denied", "crash"].includes(fault))
      return "the same steps meet it where the region is lost";
    return sparedOf(state, fault, isLast);
  },
  // The alarm comes once more; people and alarms know nothing of what runs.
  happen: (regions) => raisesAlarm(regions, standby),
  meddle: (regions) => kill(regions, "failover"),
};
