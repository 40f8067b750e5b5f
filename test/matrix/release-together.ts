import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { readLock } from "@signalbox/functions/aws/lock";
import { setLeaseOf } from "@signalbox/functions/aws/release-set";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseTogether as workflow } from "@signalbox/functions/workflows/release-together/workflow";
import { type AnyLaptop, type Laptop, person } from "../workflows/laptop.fixture.ts";
import { lock, run, weights } from "../workflows/release.fixture.ts";
import {
  memberOf,
  onThree,
  releaseTogether,
  seenFrom,
  setReport,
  sparse,
} from "../workflows/release-together.fixture.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const two = { "open-webui": "good", pipelines: "unhealthy" } as const;
const groups = Object.keys(two);

const setting = { ...sparse, policy: { ...sparse.policy, healthySeconds: 60 } };

/** One that never becomes healthy turns the other back before users meet either. */
const turnedBack: Scenario = {
  name: "turned-back",
  setting,
  states: { "release-together": ["Assess", "Begin", "Advance", "Report"] },
  start: async (laptop) => {
    await readLock(setLeaseOf({ aws: laptop.reader, platform: laptop.platform }, "open-webui"));
    return await releaseTogether(laptop, two, {}, underTest);
  },
};

const stable: Invariant = {
  says: "both groups serve what they served before, and no request was lost",
  holds: async ({ laptop }) => {
    const { blue, green } = await weights(laptop);
    return blue === 100 && green === 0 && laptop.traffic.ledger.snapshot().lost === 0;
  },
};

const asOne: Invariant = {
  says: "no member was promoted, and none is left at a barrier",
  holds: async ({ laptop }) => {
    for (const group of groups) {
      const record = await run(seenFrom(laptop, group), memberOf(group, underTest));
      if (record && record.report?.outcome !== "rolled-back" && record.report?.outcome !== "refused")
        return false;
      if ((await lock(seenFrom(laptop, group)))?.owner !== undefined) return false;
    }
    return true;
  },
};

const told: Invariant = {
  says: "the set has a report, unless its report could not be written",
  holds: async ({ laptop, state, fault }) =>
    (await setReport(laptop, underTest)) !== undefined || (state === "Report" && fault === "denied"),
};

/** Another hand takes the lease of a group away, or aborts a member. */
async function meddle({ world, platform }: AnyLaptop): Promise<void> {
  const Key = { pk: { S: ledgerKeys.setsOf("open-webui") }, sk: { S: ledgerKeys.lock } };
  await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
}

/** Faults of calls: a set hears no event, and what it reads it reads consistently. */
export const releaseTogetherMatrix: MatrixWorkflow = {
  name: "release-together",
  faults: ["lost-reply", "denied", "wrong-state", "crash"],
  play: ({ guards }, scenario: (laptop: Laptop) => Promise<void>) =>
    onThree({ ...setting, ...(guards && { guards }) }, scenario),
  workflows: [workflow, release],
  scenarios: [turnedBack],
  ends: { RolledBack: [stable, asOne], Refused: [stable, asOne], NeedsAPerson: [stable, asOne] },
  always: [told],
  acts: () => true,
  happen: async () => {},
  meddle,
};
