import { manifestKey } from "@signalbox/core/backup/content/look";
import { type PointRecord, pointsFrom } from "@signalbox/core/backup/recovery-point";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { Platform } from "@signalbox/core/platform/platform";
import { classLedgerOf } from "@signalbox/functions/aws/ledger";
import { readPointRecords, recordPoint } from "@signalbox/functions/aws/point-records";
import type { AnyFunction, AnyWorkflow } from "@signalbox/functions/step";
import { createCloud } from "@signalbox/local/cloud";
import { fileSystemAvailable } from "@signalbox/local/deploy/file-system-available";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { createTables, deployAll, emptyPlane } from "./deployment.fixture.ts";

export const here = "us-east-1";
export const there = "eu-west-1";
const account = "123456789012";
const names = namesOf({ name: "signalbox", stage: "test" });
export const person = { region: here, principal: { kind: "person" } } as const;
const abroad = { ...person, region: there } as const;
export const files = "files/daily";
export const dayMs = 86_400_000;

export interface Setting {
  readonly guards?: readonly Guard[];
  readonly workflows?: readonly AnyWorkflow[];
  readonly functions?: readonly AnyFunction[];
}

export type Points = Awaited<ReturnType<typeof deployed>>;

/** Two regions with a vault, a key and documents each, a file system in the first, and the workflows of a setting. */
export async function onPoints(setting: Setting, scenario: (points: Points) => Promise<void>): Promise<void> {
  const clock = virtualClock();
  await clock.run(
    (async () => {
      const points = await deployed(setting, clock);
      try {
        await scenario(points);
      } finally {
        await points.cloud.stop();
      }
    })(),
  );
}

async function deployed({ guards = [], workflows = [], functions = [] }: Setting, clock: WorldClock) {
  const calls: Call[] = [];
  const spy: Guard = (call, next) => {
    calls.push(call);
    return next(call);
  };
  const regions = [here, there];
  const cloud = createCloud({ clock, seed: 7, plane: emptyPlane, account, regions }, [...guards, spy]);
  const { world } = cloud;
  const place = { region: here, account };
  const documents = (region: string) => names.bucket("backup-documents", account, region);
  const keys = new Map<string, string>();
  for (const by of [person, abroad]) {
    const { region } = by;
    const key = await world.call("kms", "CreateKey", {}, by);
    const EncryptionKeyArn = key.KeyMetadata?.Arn ?? "";
    keys.set(region, EncryptionKeyArn);
    await world.call("backup", "CreateBackupVault", { BackupVaultName: names.vault, EncryptionKeyArn }, by);
    const where = region === "us-east-1" ? {} : { LocationConstraint: "eu-west-1" as const };
    await world.call(
      "s3",
      "CreateBucket",
      { Bucket: documents(region), CreateBucketConfiguration: where },
      by,
    );
  }
  await world.call("elasticfilesystem", "CreateFileSystem", { CreationToken: "files" }, person);
  await fileSystemAvailable(world, here, "files");
  const { FileSystems = [] } = await world.call("elasticfilesystem", "DescribeFileSystems", {}, person);
  const { FileSystemId = "", FileSystemArn = "" } = FileSystems[0] ?? {};
  await world.files.write(FileSystemId, "uploads/1", Buffer.from("the content of 1"));
  const topic = await world.call("sns", "CreateTopic", { Name: names.reportTopic }, person);
  await createTables(world, here, names);
  const jobsRole = arns.role(place, names.role(here, "backup-jobs"));
  const platform = Platform.parse({
    name: "signalbox",
    stage: "test",
    account,
    region: here,
    role: "primary",
    ledgerTable: names.ledgerTable,
    idempotencyTable: names.idempotencyTable,
    reportTopicArn: topic.TopicArn ?? "",
    backup: {
      vault: names.vault,
      roleArn: jobsRole,
      restoreRoleArn: arns.role(place, names.role(here, "restore")),
      keyArn: keys.get(here),
      documents: documents(here),
      database: { name: "openwebui", adminSecret: names.adminSecret },
      objectives: { rpoMs: 3_600_000, rtoMs: 14_400_000 },
      permanent: false,
      targets: {
        database: `arn:aws:rds:${here}:${account}:cluster:${names.database}`,
        files: FileSystemArn,
      },
      classes: [
        {
          id: files,
          target: "files",
          schedule: "cron(0 3 * * ? *)",
          timezone: "UTC",
          retentionDays: 30,
          copyRetentionDays: 365,
        },
        {
          id: "files/hourly",
          target: "files",
          schedule: "cron(0 * * * ? *)",
          timezone: "UTC",
          retentionDays: 7,
        },
      ],
      copies: [
        {
          region: there,
          vaultArn: arns.backupVault({ region: there, account }, names.vault),
          keyArn: keys.get(there),
          documents: documents(there),
        },
      ],
    },
    groups: [],
  });
  const machineArn = (of: string) => arns.stateMachine(platform, names.deployed(of));
  await deployAll({ cloud, platform, names, workflows, functions });

  const reader = arns.role(place, names.role(here, "reader"));
  const aws = cloud.clientsOf({ roleArn: reader, region: here, session: "reader" });
  const ledger = (id: string) => classLedgerOf({ aws, platform }, id);

  const start = async (of: string, run: string, input: object): Promise<string> => {
    const asked = {
      stateMachineArn: machineArn(of),
      name: run,
      input: JSON.stringify({ ...input, requestedBy: "ada" }),
    };
    return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
  };
  const ending = async (executionArn: string) => {
    for (;;) {
      const asked = { executionArn };
      const { status, error, cause, output } = await world.call("states", "DescribeExecution", asked, person);
      if (status !== "RUNNING") return { status, error, cause, output };
      await clock.sleep(10_000);
    }
  };
  const executions = async (of: string): Promise<string[]> => {
    const asked = { stateMachineArn: machineArn(of) };
    const { executions = [] } = await world.call("states", "ListExecutions", asked, person);
    return executions.map(({ name }) => name ?? "").toSorted();
  };
  const invoke = async (of: string, payload: object = {}): Promise<Record<string, unknown>> => {
    const asked = { FunctionName: names.deployed(of), Payload: Buffer.from(JSON.stringify(payload)) };
    const { FunctionError, Payload } = await world.call("lambda", "Invoke", asked, person);
    const text = Buffer.from(Payload ?? []).toString();
    if (FunctionError !== undefined) throw new Error(text);
    return JSON.parse(text);
  };
  /** A point that AWS Backup has made, and that no run knows; answers its ARN. */
  const make = async (id: string | undefined = files, keptDays: number | undefined = 30): Promise<string> => {
    const job = await world.call(
      "backup",
      "StartBackupJob",
      {
        BackupVaultName: names.vault,
        ResourceArn: FileSystemArn,
        IamRoleArn: jobsRole,
        ...(keptDays > 0 && { Lifecycle: { DeleteAfterDays: keptDays } }),
        ...(id !== "" && { RecoveryPointTags: { "signalbox:class": id } }),
      },
      person,
    );
    for (;;) {
      const asked = { BackupJobId: job.BackupJobId };
      const { State, RecoveryPointArn = "" } = await world.call("backup", "DescribeBackupJob", asked, person);
      if (State === "COMPLETED") return RecoveryPointArn;
      await clock.sleep(5_000);
    }
  };
  const record = (told: PointRecord, id = files) => recordPoint(ledger(id), told);
  /** A point that a run has made and recorded; its end as the ledger has it may be another than AWS's. */
  const recorded = async (keptDays = 30, told: { readonly expiresAt?: number } = {}): Promise<string> => {
    const id = await make(files, keptDays);
    const capturedAt = Math.floor(clock.now());
    const expiresAt = told.expiresAt ?? capturedAt + keptDays * dayMs;
    await record({ kind: "made", id, class: files, capturedAt, region: here, vault: names.vault, expiresAt });
    return id;
  };
  /** ARNs of what a vault holds, the oldest first. */
  const held = async (region = here): Promise<string[]> => {
    const asked = { BackupVaultName: names.vault };
    const by = region === here ? person : abroad;
    const { RecoveryPoints = [] } = await world.call("backup", "ListRecoveryPointsByBackupVault", asked, by);
    return RecoveryPoints.map(({ RecoveryPointArn = "" }) => RecoveryPointArn).toReversed();
  };
  const copyJobs = async () => (await world.call("backup", "ListCopyJobs", {}, person)).CopyJobs ?? [];
  const manifest = {
    put: (point: string, body: object) =>
      world.call(
        "s3",
        "PutObject",
        { Bucket: documents(here), Key: manifestKey(point), Body: Buffer.from(JSON.stringify(body)) },
        person,
      ),
    ofCopy: async (point: string): Promise<unknown> => {
      const asked = { Bucket: documents(there), Key: manifestKey(point) };
      const { Body } = await world.call("s3", "GetObject", asked, abroad);
      return JSON.parse(Buffer.from(Object(Body)).toString());
    },
  };
  return {
    cloud,
    clock,
    world,
    platform,
    keys,
    jobsRole,
    fileSystem: FileSystemArn,
    calls,
    aws,
    start,
    ending,
    executions,
    invoke,
    make,
    record,
    recorded,
    held,
    copyJobs,
    manifest,
    abroad,
    /** What the ledger says of a class: its points as they were made, then its copies. */
    points: async (id = files) =>
      [...pointsFrom(await readPointRecords(ledger(id))).values()].toSorted(
        (a, b) =>
          Number(a.copyOf !== undefined) - Number(b.copyOf !== undefined) || a.capturedAt - b.capturedAt,
      ),
    messages: () =>
      calls.filter(({ operation }) => operation === "Publish").map(({ input }) => Object(input)),
  };
}

/** What the Lambda of a workflow or function changes. */
export const changesBy =
  (of: string) =>
  ({ operation, context: { principal } }: Call): boolean =>
    principal.kind === "role" &&
    principal.arn.endsWith(`/${names.role(here, of)}`) &&
    !/^(Describe|Get|List|Query)/.test(operation);
