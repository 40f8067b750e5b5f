import { CopyReport } from "@signalbox/core/backup/run/copy";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { getItem, type Ledger, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { files, onPoints, type Points, person, there } from "../workflows/points.fixture.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const sourceOf = async (points: Points): Promise<string> => (await points.held())[0] ?? "";
const ledgerOf = async (points: Points): Promise<Ledger> =>
  workLedgerOf(points, "copy", `${there}#${await sourceOf(points)}`);

const onlyOne: Invariant<Points> = {
  says: "the point has one copy at most, and the point itself stands",
  holds: async ({ laptop }) => (await laptop.held(there)).length <= 1 && (await laptop.held()).length === 1,
};

const truthful: Invariant<Points> = {
  says: "no copy is recorded that the other vault does not hold, and none stands twice in the ledger",
  holds: async ({ laptop, fault, state }) => {
    const held = await laptop.held(there);
    const copies = (await laptop.points()).filter(({ copyOf }) => copyOf !== undefined);
    const isGone = fault === "wrong-state" && state === "End";
    return copies.length <= 1 && (isGone || copies.every(({ id }) => held.includes(id)));
  },
};

const lease: Invariant<Points> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state = "" }) =>
    (await getItem(await ledgerOf(laptop), ledgerKeys.lock, Lock))?.owner === undefined ||
    state.startsWith("End"),
};

const quiet: Invariant<Points> = {
  says: "no job runs on",
  holds: async ({ laptop }) =>
    (await laptop.copyJobs()).every(({ State = "" }) => !["CREATED", "RUNNING"].includes(State)),
};

const scenario = (name: string, states: readonly string[], fails = false): Scenario<Points> => ({
  name,
  setting: {},
  states: { copy: states },
  start: async (points) => {
    const point = await points.recorded();
    await points.manifest.put(point, { version: 1, kind: "files" });
    if (fails) points.cloud.faults.add({ kind: "backup-job-ends", job: "copy", outcome: "partial" });
    return await points.start(copy.name, underTest, { class: files, point, region: there });
  },
});

/** Another hand removes the copy once it is there, or takes the lease away. */
async function meddle(points: Points, state: string): Promise<void> {
  const { abroad, held, platform, world } = points;
  const [RecoveryPointArn] = await held(there);
  if (RecoveryPointArn !== undefined && state !== "End") {
    const copied = { BackupVaultName: platform.backup?.vault, RecoveryPointArn };
    await world.call("backup", "DeleteRecoveryPoint", copied, abroad);
  } else {
    const { pk } = await ledgerOf(points);
    const Key = { pk: { S: pk }, sk: { S: "lock" } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  }
}

/** A point is copied into another region's vault. */
export const copyMatrix: MatrixWorkflow<Points> = {
  name: "copy",
  play: ({ guards }, play) => onPoints({ workflows: [copy], guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [copy],
  scenarios: [
    scenario("copied", ["Begin", "StartCopy", "LookAtCopy", "CopyManifest", "RecordCopy", "End"]),
    scenario("failed", ["EndFailed"], true),
  ],
  ends: {
    Copied: [
      {
        says: "the other vault holds the copy with its manifest, the ledger and the report name it",
        holds: async ({ laptop, fault }) => {
          const [made = ""] = await laptop.held(there);
          const [, copied] = await laptop.points();
          const report = await getItem(await ledgerOf(laptop), ledgerKeys.run(underTest), CopyReport);
          if (made === "" && fault === "wrong-state") return true;
          const manifest = await laptop.manifest.ofCopy(made);
          return copied?.id === made && report?.copy === made && manifest !== undefined;
        },
      },
    ],
    Failed: [],
  },
  always: [onlyOne, truthful, lease, quiet],
  acts: (state) => state !== "Begin",
  happen: strangeJob,
  meddle,
};
