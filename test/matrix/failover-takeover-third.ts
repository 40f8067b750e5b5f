import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { names } from "../simulation/failover/ground.ts";
import { recordsOf } from "../simulation/failover/play.ts";
import { invariantsOf } from "./failover-invariants.ts";
import { byAlarm, lostStates, sparedOf } from "./failover-states.ts";
import type { MatrixFault } from "./faults.ts";
import {
  comesBack,
  minute,
  onRegions,
  type Regions,
  raisesAlarm,
  settled,
  standby,
  start,
  third,
} from "./three-regions.ts";
import type { Aftermath, MatrixWorkflow, Scenario } from "./workflow.ts";

/** Waits until the run that is to be lost has written an act of this state down. */
async function hasDone(regions: Regions, state: string): Promise<void> {
  for (;;) {
    const records = await recordsOf(regions);
    if (records.some(({ acts }) => acts.some((act) => act.state === state))) return;
    await regions.clock.sleep(1_000);
  }
}

/** The second region was made the writer and is lost before users are turned to it; nobody has heard of its run for eight minutes. */
const halfDone: Scenario<Regions> = {
  name: "half-done",
  setting: {},
  states: { failover: lostStates },
  start: async (regions) => {
    const { clock, cloud } = regions;
    await settled(regions);
    const before = { name: "before", region: standby };
    await start(regions, "failover", { ...byAlarm, reason: "planned_maintenance" }, before);
    await hasDone(regions, "ScaleServices");
    cloud.faults.add({ kind: "region-dark", region: standby });
    await clock.sleep(9 * minute);
    return await start(regions, "failover", byAlarm);
  },
};

/** Its own orchestrator goes on with what is another one's by then. */
const comeback: MatrixFault = {
  name: "comeback",
  says: "the region that was given up is back, and its run goes on",
  aim: () => ({ until: "run", beside: "meddle", faults: [] }),
};

/** A run that is heard of again before its epoch is another one's goes on. */
const serves = ({ fault, state }: Aftermath<Regions>): string =>
  fault === "comeback" && state === "Decide" ? standby : third;

/** The third region takes a failover over, and is struck itself. */
export const failoverTakeoverThirdMatrix: MatrixWorkflow<Regions> = {
  name: "failover-takeover-third",
  sample: 6,
  stands: { names, region: third },
  play: ({ guards }, scenario) => onRegions(third, (clock) => guards?.(clock) ?? [], scenario),
  workflows: [failover],
  scenarios: [halfDone],
  faults: ["lost-reply", "repeated-event", "crash", comeback],
  ends: { Completed: [], Kept: [] },
  always: invariantsOf({ serves, goOn: () => Promise.resolve() }),
  // What is struck is the run that takes over, and not the one that it is taken from.
  acts: () => false,
  spares: (state, fault, { isLast }) => sparedOf(state, fault, isLast),
  happen: (regions) => raisesAlarm(regions, third),
  meddle: (regions) => Promise.resolve(comesBack(regions, standby)),
};
