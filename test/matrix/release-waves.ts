import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseWaves as workflow } from "@signalbox/functions/workflows/release-waves/workflow";
import { type Laptop, person } from "../workflows/laptop.fixture.ts";
import {
  greenShare,
  onRegions,
  pushToBoth,
  type Regions,
  releaseWaves,
} from "../workflows/regions.fixture.ts";
import { lock, run } from "../workflows/release.fixture.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

/** Both regions, played from the primary. */
type Ground = Laptop & Regions;

/** The region that goes first is not the primary, and its candidate never becomes healthy. */
const turnedBack: Scenario<Ground> = {
  name: "turned-back",
  setting: {},
  states: { "release-waves": ["Assess", "Begin", "Advance", "Report"] },
  start: async (regions) => {
    await pushToBoth(regions, "unhealthy");
    return await releaseWaves(regions, { canary: "eu-west-1" }, underTest);
  },
};

const stable: Invariant<Ground> = {
  says: "every region serves what it served before, and no lock is left",
  holds: async ({ laptop }) => {
    for (const each of [laptop.primary, laptop.secondary]) {
      if ((await greenShare(each)) !== 0 || (await lock(each))?.owner !== undefined) return false;
      const record = await run(each, `${underTest}-${each.platform.region}`);
      if (record && record.report?.outcome !== "rolled-back") return false;
    }
    return true;
  },
};

const second: Invariant<Ground> = {
  says: "the second wave never began",
  holds: async ({ laptop }) => (await run(laptop.primary, `${underTest}-us-east-1`)) === undefined,
};

/** What is the waves' own: calls into another region, and a primary that is away for a while. */
export const releaseWavesMatrix: MatrixWorkflow<Ground> = {
  name: "release-waves",
  faults: ["lost-reply", "crash", "region-dark"],
  play: ({ guards }, scenario) =>
    onRegions({ policy: { healthySeconds: 60 }, ...(guards && { guards }) }, (regions) =>
      scenario({ ...regions.primary, ...regions }),
    ),
  workflows: [workflow, release],
  scenarios: [turnedBack],
  ends: { RolledBack: [stable], Refused: [stable], NeedsAPerson: [stable] },
  always: [second],
  acts: () => true,
  happen: async () => {},
  meddle: async ({ world, platform }) => {
    const Key = { pk: { S: ledgerKeys.setsOf("open-webui") }, sk: { S: ledgerKeys.lock } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  },
};
