import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { sides } from "@signalbox/core/platform/platform";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import { type Laptop, onLaptop } from "../workflows/laptop.fixture.ts";
import {
  ending,
  lock,
  pushQuietly,
  reached,
  scaleInSuspended,
  services,
  weights,
} from "../workflows/release.fixture.ts";
import { ask, goBack, queued } from "../workflows/turns.fixture.ts";
import { forgetByHand, pushAgain, raiseAndClear, shiftByHand, takeLockByHand } from "./by-hand.ts";
import { always, needsAPerson } from "./release-invariants.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest, warmUpSeconds } from "./workflow.ts";

const policy = {
  ladder: [50, 100],
  bakeSeconds: 60,
  extensions: 0,
  healthySeconds: 120,
  observeSeconds: 180,
  drainSeconds: 60,
  holdSeconds: 30,
  personSeconds: 120,
  // A minute at half of this traffic passes.
  acceptableRate: 0.2,
  acceptableSlowRate: 0.2,
};
const setting = { policy, requestsPerSecond: 4 };

/** A canary is under way; the release under test sends it back, waits for that, and goes on from there. */
const superseding: Scenario = {
  name: "superseding",
  setting,
  states: { release: ["TakeLock", "CompareAgain"] },
  start: async (laptop) => {
    await pushQuietly(laptop, "v2");
    await pushQuietly(laptop, "v3");
    await ask(laptop, "r0", "v2");
    await reached(laptop, "r0", "baking", 50);
    return await ask(laptop, underTest, "v3", { policy: { whenBusy: "supersede" } });
  },
};

/** A version was promoted, and a person goes back to the one before it. */
const wayBack: Scenario = {
  name: "way-back",
  setting,
  states: { release: ["Validate"], "release-canary": ["RegisterCandidate", "ReadBackWeights", "Promote"] },
  start: async (laptop) => {
    await pushQuietly(laptop, "v2");
    await ending(laptop, await ask(laptop, "r0", "v2"));
    return await goBack(laptop, underTest);
  },
};

/** The two known states, whichever of the releases brought about which. */
const settled: readonly Invariant[] = [
  {
    says: "one side has all of the traffic and all of the tasks",
    holds: async ({ laptop }) => {
      const [share, tasks] = [await weights(laptop), await services(laptop)];
      return sides.every((side) => {
        const { desiredCount, runningCount } = tasks[side];
        const wanted = share[side] === 100 ? 3 : 0;
        return [0, 100].includes(share[side]) && desiredCount === wanted && runningCount === wanted;
      });
    },
  },
  {
    says: "scale-in is as it was before",
    holds: async ({ laptop }) => !(await scaleInSuspended(laptop)),
  },
  {
    says: "nobody holds the lock, and nobody waits for it",
    holds: async ({ laptop }) =>
      (await lock(laptop))?.owner === undefined && (await queued(laptop)).length === 0,
  },
];

const beforeLock = ["Validate", "TakeLock", "CompareAgain", "GiveUp", "ReportRefusal"];

export const releaseTurnsMatrix: MatrixWorkflow = {
  name: "release-turns",
  sample: 5,
  play: (given, scenario) => onLaptop({ ...given, warmUpSeconds }, scenario),
  workflows: [release, releaseCanary],
  scenarios: [superseding, wayBack],
  ends: {
    Promoted: settled,
    RolledBack: settled,
    Superseded: settled,
    Failed: settled,
    Refused: settled,
    NeedsAPerson: needsAPerson,
  },
  always,
  acts: (state) => !beforeLock.includes(state),
  happen: async (laptop, state) => {
    if (beforeLock.includes(state)) await pushAgain(laptop, state === "Validate" ? "v2" : "v3");
    else await raiseAndClear(laptop);
  },
  meddle: (laptop, state) => changed[state]?.(laptop) ?? takeLockByHand(laptop),
};

/** By state, what another hand takes from under it. */
const changed: Readonly<Record<string, (laptop: Laptop) => Promise<void>>> = {
  Validate: (laptop) => forgetByHand(laptop, ledgerKeys.standing),
  TakeLock: (laptop) => forgetByHand(laptop, ledgerKeys.ticket(underTest)),
  ReadBackWeights: shiftByHand,
  Promote: shiftByHand,
};
