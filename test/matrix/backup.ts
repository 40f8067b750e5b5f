import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { onVaults, person, type Vaults } from "../workflows/backup.fixture.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, underTest } from "./workflow.ts";

const id = "files/daily";

const lease: Invariant<Vaults> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state }) => (await laptop.lease())?.owner === undefined || state === "End",
};

const quiet: Invariant<Vaults> = {
  says: "no job runs on",
  holds: async ({ laptop }) =>
    (await laptop.jobs()).every(({ State = "" }) => !["CREATED", "PENDING", "RUNNING"].includes(State)),
};

const untouched: Invariant<Vaults> = {
  says: "what is backed up is as it was",
  holds: async ({ laptop }) => (await laptop.world.files.list(`bucket-${laptop.bucket}`)).length === 3,
};

/** A run of a bucket's class, whose contents are looked at before the job and after it. */
export const backupMatrix: MatrixWorkflow<Vaults> = {
  name: "backup",
  play: ({ guards }, scenario) =>
    onVaults({ store: "bucket", guards: (clock) => guards?.(clock) ?? [] }, scenario),
  workflows: [backup, lookAtContents],
  scenarios: [
    {
      name: "made",
      setting: {},
      states: {
        backup: ["Begin", "StartJob", "LookAtJob", "RecordPoint", "End"],
        "look-at-contents": ["LookAtFiles"],
      },
      start: async (vaults) => {
        // What is read here can be stale for the run's first steps.
        const vault = { BackupVaultName: vaults.platform.backup?.vault };
        await vaults.world.call("backup", "DescribeBackupVault", vault, person);
        return await vaults.start(underTest);
      },
    },
  ],
  ends: {
    Made: [
      {
        says: "the ledger has one point, which the vault holds, and the run's report names it",
        holds: async ({ laptop }) => {
          const [point, ...more] = await laptop.points();
          const held = await laptop.held();
          return (
            point?.phase === "made" &&
            more.length === 0 &&
            held.some(({ RecoveryPointArn }) => RecoveryPointArn === point.id) &&
            (await laptop.report(underTest))?.point === point.id
          );
        },
      },
      {
        says: "the point has a manifest, or the report says that it cannot be verified",
        holds: async ({ laptop }) => {
          const [point] = await laptop.points();
          const report = await laptop.report(underTest);
          return (await laptop.manifest(point?.id ?? "")) !== undefined || (report?.remarks.length ?? 0) > 0;
        },
      },
    ],
    Failed: [
      {
        says: "no point that the vault does not hold is called made",
        holds: async ({ laptop }) => {
          const held = (await laptop.held()).map(({ RecoveryPointArn }) => RecoveryPointArn);
          return (await laptop.points()).every(
            ({ id: arn, phase }) => phase === "failed" || held.includes(arn),
          );
        },
      },
    ],
  },
  always: [lease, quiet, untouched],
  acts: (state) => state !== "Begin",
  happen: strangeJob,
  // Somebody stops what runs, or takes the lease away.
  meddle: async (vaults, state) => {
    const { world, clock, platform } = vaults;
    const [job] = await vaults.jobs();
    if (state === "LookAtJob" && job?.State === "RUNNING") {
      await world.call("backup", "StopBackupJob", { BackupJobId: job.BackupJobId }, person);
      await clock.sleep(1_000);
    } else {
      const Key = { pk: { S: `class#${id}` }, sk: { S: "lock" } };
      await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
    }
  },
};
