import { type Aftermath as Judged, judge, type Violation } from "../simulation/failover/judge.ts";
import { planOf } from "../simulation/failover/plan.ts";
import { allEnded, recordsOf } from "../simulation/failover/play.ts";
import { primary } from "../simulation/failover/stories.ts";
import { claimsIn } from "../simulation/failover/watch.ts";
import { minute, type Regions } from "./three-regions.ts";
import type { Aftermath, Invariant } from "./workflow.ts";

const hour = 60 * minute;

interface Expected {
  /** Region that users are served by in the end, or those of which one does; undefined where what befell the run need not pass. */
  serves(after: Aftermath<Regions>): string | readonly string[] | undefined;
  /** Goes on with what a run has left whose orchestrator died. */
  goOn(after: Aftermath<Regions>): Promise<void>;
}

/** What is left when every fault is over, the lost region is back, and a run whose orchestrator died was gone on with. */
const settled = new WeakMap<Regions, Promise<Judged & { readonly violations: readonly Violation[] }>>();

async function settle(after: Aftermath<Regions>, { goOn }: Expected) {
  const { clock, cloud, watch, writers, incidentAt } = after.laptop;
  const regions = after.laptop;
  await goOn(after);
  await allEnded(regions, clock.now() + 3 * hour);
  for (const { id } of cloud.faults.active()) cloud.faults.remove(id);
  await clock.sleep(4 * minute);
  const executions = await allEnded(regions, clock.now() + hour);
  // A call that was on its way when its Lambda's time was over arrives all the same.
  for (const attempt of watch.attempts) attempt.to += 10_000;
  const calls = cloud.log.calls();
  const writing = claimsIn(calls).owned.at(-1)?.region ?? primary;
  const left: Judged = {
    plan: { ...planOf(0), incident: "primary dark", expected: "either", faults: [], unready: [] },
    incidentAt,
    calls,
    watch,
    splits: writers.splits,
    executions,
    records: await recordsOf(regions),
    open: await writers.open(),
    writing,
    lost: await writers.missingIn(writing),
    acknowledged: writers.acknowledged.length,
  };
  return { ...left, violations: judge(left) };
}

const judged = (after: Aftermath<Regions>, expected: Expected) => {
  const found = settled.get(after.laptop) ?? settle(after, expected);
  settled.set(after.laptop, found);
  return found;
};

const held = {
  I1: "never do two regions take writes",
  I2: "no acknowledged write is lost but those that had not arrived, and those are measured",
  I3: "epochs rise, and nothing is done by an older one",
  I4: "every execution ends",
  I5: "two observers have said so",
  I7: "nothing is done twice",
  I8: "nothing of a lost region is asked",
  I11: "the timeline is whole",
  hold: "no second failover follows by itself",
};

/** Faults that pass by themselves while they are tried again, and an orchestrator whose work is gone on with. */
const passing = [
  undefined,
  "fails-before",
  "lost-reply",
  "times-out",
  "repeated-event",
  "stale-read",
  "wrong-state",
  "crash",
  "region-dark",
];

/** That region, where what befell the run passes by itself. */
export const whatPasses =
  (region: string): Expected["serves"] =>
  ({ fault }) =>
    passing.includes(fault) ? region : undefined;

export const invariantsOf = (expected: Expected): Invariant<Regions>[] => [
  ...Object.entries(held).map(
    ([name, says]): Invariant<Regions> => ({
      says: `${name}: ${says}`,
      holds: async (after) =>
        !(await judged(after, expected)).violations.some(({ invariant }) => invariant === name),
    }),
  ),
  {
    says: "what passes keeps nobody from being served, where it is to be and by a run that is complete",
    holds: async (after) => {
      const serves = expected.serves(after);
      if (serves === undefined) return true;
      const { calls, open, records, writing } = await judged(after, expected);
      const last = claimsIn(calls).owned.at(-1)?.owner;
      const isDone = records.every(({ outcome, owner }) => owner !== last || outcome === "completed");
      return isDone && [serves].flat().includes(writing) && open.join() === writing;
    },
  },
];
