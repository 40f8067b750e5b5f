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

/** The alarm of that region starts what it starts; people have tried again what waits for them. */
async function ready(regions: Regions, region = third): Promise<void> {
  await settled(regions);
  await regions.world.call("events", "EnableRule", { Name: rule }, person(region));
}

const asked = { answer: { action: "retry", after: 30 } } as const;

/** The state in which the first region is back, and its table has not heard of the claim yet. */
const unheardOf = "FreezeReleases";

/** That region's alarm is the one of whoever takes over from the second. */
const leaving = (name: string, states: readonly string[], alarm: string): Scenario<Regions> => ({
  name,
  setting: {},
  states: { failover: states },
  // The first region is back once it was left: two tables of three answer then when the second one is lost as well.
  meanwhile: async (regions, visits) => {
    await visits.of(unheardOf);
    comesBack(regions, primary);
  },
  start: async (regions) => {
    const { clock, cloud } = regions;
    await ready(regions, alarm);
    cloud.faults.add({ kind: "region-dark", region: primary });
    await clock.sleep(7.5 * minute);
    return await start(regions, "failover", byAlarm);
  },
});

const lost = leaving(
  "lost",
  lostStates.filter((state) => state !== unheardOf),
  third,
);

/** Nobody can tell whether the epoch is the second region's: the first one goes beyond it. */
const unheard = leaving("unheard", [unheardOf], primary);

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

/** Until it has claimed anything nobody takes over from it. */
const unclaimed = ["Decide", "ClaimEpoch"];

/** The third region; the first one where nobody can tell whose the epoch is. Where RDS is at a move of its own that has to end first, who comes back. */
const serves = ({ state = "", fault }: Aftermath<Regions>): string | undefined => {
  if (fault === undefined) return standby;
  if (unclaimed.includes(state) || state === "AwaitDatabase") return undefined;
  return state === unheardOf ? primary : third;
};

/** A failover whose own region is lost on the way: another one takes it over. */
export const failoverTakeoverMatrix: MatrixWorkflow<Regions> = {
  name: "failover-takeover",
  sample: 6,
  stands: { names, region: standby },
  play: ({ guards }, scenario) => onRegions(standby, (clock) => guards?.(clock) ?? [], scenario, asked),
  workflows: [failover],
  scenarios: [lost, unheard, planned],
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
