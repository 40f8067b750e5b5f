import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { names, person } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { invariantsOf } from "./failover-invariants.ts";
import { byAlarm, lostStates, plannedStates } from "./failover-states.ts";
import { lossesOf } from "./region-losses.ts";
import {
  comesBack,
  minute,
  onRegions,
  type Regions,
  rule,
  settled,
  standby,
  start,
  third,
} from "./three-regions.ts";
import type { Aftermath, MatrixWorkflow, Scenario } from "./workflow.ts";

/** The alarm of the third region starts what it starts; people have tried again what waits for them. */
async function ready(regions: Regions): Promise<void> {
  await settled(regions);
  await regions.world.call("events", "EnableRule", { Name: rule }, person(third));
}

const asked = { answer: { action: "retry", after: 30 } } as const;

const lost: Scenario<Regions> = {
  name: "lost",
  setting: {},
  states: { failover: lostStates },
  // The first region is back once it was left: two tables of three answer then when the second one is lost as well.
  meanwhile: async (regions, visits) => {
    await visits.of("FreezeReleases");
    comesBack(regions, primary);
  },
  start: async (regions) => {
    const { clock, cloud } = regions;
    await ready(regions);
    cloud.faults.add({ kind: "region-dark", region: primary });
    await clock.sleep(7.5 * minute);
    return await start(regions, "failover", byAlarm);
  },
};

/** In which the first region is there, and asked to hand over. */
const planned: Scenario<Regions> = {
  name: "planned",
  setting: {},
  states: { failover: plannedStates },
  start: async (regions) => {
    await ready(regions);
    return await start(regions, "failover", { ...byAlarm, reason: "planned_maintenance" });
  },
};

/** From when on a second region knows of the claim: before, with its claimant lost, nobody can tell whose epoch it is. */
const known = [...lostStates, "TurnAhead"].filter(
  (state) => !["Decide", "ClaimEpoch", "FreezeReleases", "AwaitDatabase"].includes(state),
);

/** The third region, once it can tell; where RDS is at a move of its own that has to end first, or nobody can tell, who comes back. */
const serves = ({ state = "", fault }: Aftermath<Regions>): string | undefined => {
  if (fault === undefined) return standby;
  return known.includes(state) ? third : undefined;
};

/** A failover whose own region is lost on the way: the third one takes it over. */
export const failoverTakeoverMatrix: MatrixWorkflow<Regions> = {
  name: "failover-takeover",
  sample: 6,
  stands: { names, region: standby },
  play: ({ guards }, scenario) => onRegions(standby, (clock) => guards?.(clock) ?? [], scenario, asked),
  workflows: [failover],
  scenarios: [lost, planned],
  faults: lossesOf(standby),
  ends: { Completed: [], Kept: [], Failed: [] },
  always: invariantsOf({
    serves,
    goOn: async ({ laptop: { clock, cloud } }) => {
      while (cloud.faults.active().length > 0) await clock.sleep(minute);
    },
  }),
  // What is struck is the run that is lost, and no other one.
  acts: () => false,
  spares: (state, _, { isLast }) =>
    isLast && state === "WatchTraffic" ? "it meets the step as it has met the first visit" : undefined,
  // The region that was left is back at the latest when the second one is lost.
  happen: (regions) => Promise.resolve(comesBack(regions, primary)),
  meddle: () => Promise.resolve(),
};
