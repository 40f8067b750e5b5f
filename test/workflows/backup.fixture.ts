import { manifestKey } from "@signalbox/core/backup/content/look";
import { Manifest } from "@signalbox/core/backup/content/manifest";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { BackupReport } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { Platform } from "@signalbox/core/platform/platform";
import { readDocument } from "@signalbox/functions/aws/document";
import { classLedgerOf, getItem } from "@signalbox/functions/aws/ledger";
import { readPointRecords, recordPoint } from "@signalbox/functions/aws/point-records";
import type { Databases } from "@signalbox/functions/database/databases";
import { startDueBackups } from "@signalbox/functions/functions/start-due-backups/function";
import { writeCanary } from "@signalbox/functions/functions/write-canary/function";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { createCloud } from "@signalbox/local/cloud";
import { fileSystemAvailable } from "@signalbox/local/deploy/file-system-available";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import type { DatabasePlane } from "@signalbox/local/world/database/database-plane";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { z } from "zod";
import { databaseOf } from "./chat-database.fixture.ts";
import { createTables, deployAll, emptyPlane } from "./deployment.fixture.ts";

const region = "us-east-1";
const account = "123456789012";
export const names = namesOf({ name: "signalbox", stage: "development" });
export const person = { region, principal: { kind: "person" } } as const;
const files = "files/daily";

export interface Setting {
  readonly guards?: readonly Guard[] | ((clock: WorldClock) => readonly Guard[]);
  /** In the file system, or in the bucket. */
  readonly files?: number;
  /** What the files are in; a file system unless said. */
  readonly store?: "bucket" | "file system";
  /** Rows of a table in the database; without them there is none. */
  readonly rows?: number;
  /** Real databases, in the time of their clock; a model in virtual time unless said. */
  readonly real?: { readonly clock: WorldClock; readonly databases: DatabasePlane };
  /** In place of what the databases answer. */
  readonly asked?: Databases;
  /** In place of the workflows as they are. */
  readonly workflows?: readonly AnyWorkflow[];
}

export type Vaults = Awaited<ReturnType<typeof deployed>>;

/** A file system or a bucket, and a database, with a vault, a key, a ledger and the workflow, as a deployment leaves them; nothing else. */
export async function onVaults(setting: Setting, scenario: (vaults: Vaults) => Promise<void>): Promise<void> {
  const play = async (clock: WorldClock): Promise<void> => {
    const vaults = await deployed(setting, clock);
    try {
      await scenario(vaults);
    } finally {
      await vaults.cloud.stop();
    }
  };
  if (setting.real) return await play(setting.real.clock);
  const clock = virtualClock();
  await clock.run(play(clock));
}

async function deployed(setting: Setting, clock: WorldClock) {
  const { guards = [], files: count = 3, workflows = [backup, lookAtContents] } = setting;
  const calls: Call[] = [];
  const spy: Guard = (call, next) => {
    calls.push(call);
    return next(call);
  };
  const databases = setting.real?.databases;
  const cloud = createCloud(
    { clock, seed: 7, plane: emptyPlane, account, regions: [region], ...(databases && { databases }) },
    [...(typeof guards === "function" ? guards(clock) : guards), spy],
  );
  const { world } = cloud;
  const place = { region, account };
  const key = await world.call("kms", "CreateKey", {}, person);
  const keyArn = key.KeyMetadata?.Arn ?? "";
  const vault = { BackupVaultName: names.vault, EncryptionKeyArn: keyArn };
  await world.call("backup", "CreateBackupVault", vault, person);
  const bucket = names.bucket("files", account, region);
  const documents = names.bucket("backup-documents", account, region);
  for (const Bucket of [bucket, documents]) {
    await world.call("s3", "CreateBucket", { Bucket }, person);
    const VersioningConfiguration = { Status: "Enabled" as const };
    await world.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration }, person);
  }
  await world.call("elasticfilesystem", "CreateFileSystem", { CreationToken: "files" }, person);
  await fileSystemAvailable(world, region, "files");
  const { FileSystems = [] } = await world.call("elasticfilesystem", "DescribeFileSystems", {}, person);
  const { FileSystemId = "", FileSystemArn = "" } = FileSystems[0] ?? {};
  const put = (Key: string, content: string) =>
    setting.store === "bucket"
      ? world.call("s3", "PutObject", { Bucket: bucket, Key, Body: Buffer.from(content) }, person)
      : world.files.write(FileSystemId, Key, Buffer.from(content));
  for (let at = 0; at < count; at++) await put(`uploads/${at}`, `the content of ${at}`);
  const database = setting.rows === undefined ? undefined : await databaseOf(world, setting.rows);
  const topic = await world.call("sns", "CreateTopic", { Name: names.reportTopic }, person);
  await createTables(world, region, names);
  const jobsRole = arns.role(place, names.role(region, "backup-jobs"));
  const daily = { schedule: "cron(0 3 * * ? *)", timezone: "UTC", retentionDays: 30 };
  const platform = Platform.parse({
    name: "signalbox",
    stage: "development",
    account,
    region,
    role: "primary",
    ledgerTable: names.ledgerTable,
    idempotencyTable: names.idempotencyTable,
    reportTopicArn: topic.TopicArn ?? "",
    backup: {
      vault: names.vault,
      roleArn: jobsRole,
      restoreRoleArn: arns.role(place, names.role(region, "restore-jobs")),
      keyArn,
      documents,
      database: { name: "openwebui", adminSecret: names.adminSecret },
      targets: {
        database: `arn:aws:rds:${region}:${account}:cluster:${names.database}`,
        files: setting.store === "bucket" ? `arn:aws:s3:::${bucket}` : FileSystemArn,
      },
      classes: [
        { id: files, target: "files", ...daily },
        { id: "database/daily", target: "database", ...daily },
      ],
      copies: [],
      objectives: { rpoMs: 3_600_000, rtoMs: 14_400_000 },
      permanent: false,
    },
    groups: [],
  });
  const asked = setting.asked ?? databasesOf(world);
  const functions = [startDueBackups, writeCanary];
  await deployAll({ cloud, platform, names, workflows, functions, more: { databases: asked } });
  const machineOf = (workflow: string) => arns.stateMachine(platform, names.deployed(workflow));
  const stateMachineArn = machineOf(backup.name);
  const roleArn = arns.role(platform, names.role(region, backup.name));
  const aws = cloud.clientsOf({ roleArn, region, session: "reader" });
  const ledgerOf = (id: string) => classLedgerOf({ aws, platform }, id);

  const startWorkflow = async (of: string, name: string, input: object): Promise<string> => {
    const asked = { stateMachineArn: machineOf(of), name, input: JSON.stringify(input) };
    return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
  };
  const start = (run: string, id = files) =>
    startWorkflow(backup.name, run, { class: id, requestedBy: "ada" });
  const ending = async (executionArn: string) => {
    for (;;) {
      const { status, error, cause, output } = await world.call(
        "states",
        "DescribeExecution",
        { executionArn },
        person,
      );
      if (status !== "RUNNING") return { status, error, cause, output };
      await clock.sleep(10_000);
    }
  };
  const invoke = async (of: string): Promise<unknown> => {
    const asked = { FunctionName: names.deployed(of), Payload: Buffer.from("{}") };
    const { FunctionError, Payload } = await world.call("lambda", "Invoke", asked, person);
    const text = Buffer.from(Payload ?? []).toString();
    if (FunctionError !== undefined) throw new Error(text);
    return JSON.parse(text);
  };
  /** Has the function look for what is due; answers the runs that it started. */
  const look = async (): Promise<string[]> =>
    z.object({ started: z.array(z.string()) }).parse(await invoke(startDueBackups.name)).started;
  const executions = async (): Promise<string[]> =>
    (await world.call("states", "ListExecutions", { stateMachineArn }, person)).executions?.map(
      (one) => one.name ?? "",
    ) ?? [];
  /** What the vault holds. */
  const held = async () =>
    (await world.call("backup", "ListRecoveryPointsByBackupVault", { BackupVaultName: names.vault }, person))
      .RecoveryPoints ?? [];
  const jobs = async () => (await world.call("backup", "ListBackupJobs", {}, person)).BackupJobs ?? [];
  const transitions = async (executionArn: string): Promise<number> => {
    const asked = { executionArn, maxResults: 1_000 };
    const { events = [] } = await world.call("states", "GetExecutionHistory", asked, person);
    return events.filter(({ type }) => type?.endsWith("StateEntered")).length;
  };
  return {
    cloud,
    clock,
    transitions,
    world,
    platform,
    keyArn,
    fileSystem: FileSystemId,
    bucket,
    documents,
    database,
    put,
    calls,
    startWorkflow,
    executionOf: (of: string, name: string) => arns.execution(platform, names.deployed(of), name),
    start,
    ending,
    look,
    executions,
    held,
    jobs,
    /** What the ledger says. */
    points: async (id = files) => [...pointsFrom(await readPointRecords(ledgerOf(id))).values()],
    report: (run: string, id = files) => getItem(ledgerOf(id), ledgerKeys.run(run), BackupReport),
    lease: () => getItem(ledgerOf(files), ledgerKeys.lock, Lock),
    /** As a verification writes it. */
    verify: (point: string, id: string) =>
      recordPoint(ledgerOf(id), { kind: "verified", id: point, at: clock.now() }),
    /** Of a point; undefined where none was kept. */
    manifest: (point: string) =>
      readDocument({ client: aws.s3, bucket: documents, key: manifestKey(point) }, Manifest),
    writeCanary: () => invoke(writeCanary.name),
  };
}

/** What the Lambda of a workflow, or its machine, calls. */
export const byRole = (of: string, { context: { principal } }: Call): boolean =>
  principal.kind === "role" && principal.arn.endsWith(`/${names.role(region, of)}`);

/** What the workflow's Lambda changes. */
export const changesByBackup = (call: Call): boolean =>
  byRole("backup", call) && !/^(Describe|Get|List|Query)/.test(call.operation);
