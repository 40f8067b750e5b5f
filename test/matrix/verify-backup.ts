import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { verifyBackup } from "@signalbox/functions/workflows/verify-backup/workflow";
import { person } from "../workflows/backup.fixture.ts";
import { type OnPoint, onPoint } from "../workflows/verify-backup.fixture.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const nothingLeft: Invariant<OnPoint> = {
  says: "no cluster, instance or bucket is left, or a person is told which",
  holds: async ({ laptop }) =>
    (await laptop.beside()).length === 0 ||
    (await laptop.report(underTest))?.problem?.error === "Backup.LeftBehind",
};

const lease: Invariant<OnPoint> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state }) => (await laptop.lease())?.owner === undefined || state === "End",
};

const serves: Invariant<OnPoint> = {
  says: "what serves is as it was",
  holds: async ({ laptop }) => {
    const { rows, files } = await laptop.serving();
    return rows === 20 && files.length === 3;
  },
};

const scenario = (target: "database" | "files", states: Scenario<OnPoint>["states"]): Scenario<OnPoint> => ({
  name: target,
  setting: {},
  states,
  start: async (on) => {
    // What is read here can be stale for the run's first steps.
    await on.beside();
    return await on.verify(underTest);
  },
});

/** A point is restored beside what serves, compared and removed. */
const matrixOf = (
  target: "database" | "files",
  states: Scenario<OnPoint>["states"],
): MatrixWorkflow<OnPoint> => ({
  name: `verify-backup-${target}`,
  sample: 2,
  play: ({ guards }, play) => onPoint({ target, guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [verifyBackup, lookAtContents],
  scenarios: [scenario(target, states)],
  ends: {
    Verified: [
      {
        says: "the ledger says that the point is verified, and the report has its proof",
        holds: async ({ laptop }) => {
          const [point] = await laptop.points();
          const report = await laptop.report(underTest);
          return point?.phase === "verified" && report?.proof?.findings.length === 0;
        },
      },
    ],
    Failed: [
      {
        says: "the point is not accused of what befell its verification",
        holds: async ({ laptop, fault }) => {
          const [point] = await laptop.points();
          return point?.phase !== "failed" || fault === "wrong-state";
        },
      },
    ],
  },
  always: [nothingLeft, lease, serves],
  acts: (state) => state !== "Begin",
  happen: strangeJob,
  // Another hand takes the lease away.
  meddle: async ({ world, platform, id }) => {
    const Key = { pk: { S: `verify#${id}` }, sk: { S: "lock" } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  },
});

export const verifyDatabaseMatrix = matrixOf("database", {
  "verify-backup": ["Begin", "RestoreBeside", "LookAtBeside", "Compare", "Record", "RemoveBeside", "End"],
  "look-at-contents": ["LookAtDatabase"],
});

/** What differs with a bucket. */
export const verifyFilesMatrix = matrixOf("files", {
  "verify-backup": ["RestoreBeside", "LookAtBeside", "RemoveBeside"],
  "look-at-contents": ["LookAtFiles"],
});
