import { manifestKey } from "@signalbox/core/backup/content/look";
import { Manifest } from "@signalbox/core/backup/content/manifest";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { BackupReport } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import type { BackupPlaces } from "@signalbox/core/platform/backup-places";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { readDocument } from "@signalbox/functions/aws/document";
import { classLedgerOf, getItem } from "@signalbox/functions/aws/ledger";
import { readPointRecords, recordPoint } from "@signalbox/functions/aws/point-records";
import type { Databases } from "@signalbox/functions/database/databases";
import { startDueBackups } from "@signalbox/functions/functions/start-due-backups/function";
import { writeCanary } from "@signalbox/functions/functions/write-canary/function";
import type { AnyFunction, AnyWorkflow } from "@signalbox/functions/step";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { createCloud } from "@signalbox/local/cloud";
import { fileSystemAvailable } from "@signalbox/local/deploy/file-system-available";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import type { DatabasePlane } from "@signalbox/local/world/database/database-plane";
import { databasesOf } from "@signalbox/local/world/database/databases";
import type { Plane } from "@signalbox/local/world/plane/plane";
import { z } from "zod";
import { databaseOf } from "./chat-database.fixture.ts";
import {
  account,
  backedUpPlatform,
  createBucket,
  createTables,
  createVaults,
  deployAll,
  documentsIn,
  emptyPlane,
  names,
} from "./deployment.fixture.ts";
import { spying } from "./spy.fixture.ts";
import { transitionsOf } from "./uses.fixture.ts";

const region = "us-east-1";

export { names };
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
  /** Another model in virtual time. */
  readonly databases?: (clock: WorldClock) => DatabasePlane;
  /** In place of what the databases answer. */
  readonly asked?: Partial<Databases>;
  /** In place of the workflows as they are. */
  readonly workflows?: readonly AnyWorkflow[];
  /** Beside the one that starts what is due and the one that writes canaries. */
  readonly functions?: readonly AnyFunction[];
  /** Another region, to whose vault points are copied. */
  readonly copiedTo?: string;
  /** A daily one of each target, which is not copied, unless said. */
  readonly classes?: BackupPlaces["classes"];
  /** Whether a person agrees before a restore changes what serves. */
  readonly permanent?: boolean;
  /** What serves; without it there is no task. */
  readonly serving?: { readonly plane: Plane; readonly groups: readonly ReleaseGroup[] };
}

const daily = { schedule: "cron(0 3 * * ? *)", timezone: "UTC", retentionDays: 30 };
const standing: BackupPlaces["classes"] = [
  { id: files, target: "files", ...daily },
  { id: "database/daily", target: "database", ...daily },
];

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
  const { guards = [], files: count = 3, copiedTo, serving } = setting;
  const { workflows = [backup, lookAtContents, prune] } = setting;
  const { spy, calls } = spying();
  const databases = setting.real?.databases ?? setting.databases?.(clock);
  const regions = [region, ...(copiedTo === undefined ? [] : [copiedTo])];
  const plane = serving?.plane ?? emptyPlane;
  const cloud = createCloud({ clock, seed: 7, plane, account, regions, ...(databases && { databases }) }, [
    ...(typeof guards === "function" ? guards(clock) : guards),
    spy,
  ]);
  const { world } = cloud;
  const keys = await createVaults(world, regions);
  const bucket = names.bucket("files", account, region);
  await createBucket(world, region, bucket);
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
  const { TopicArn = "" } = await world.call("sns", "CreateTopic", { Name: names.reportTopic }, person);
  await createTables(world, region);
  const platform = backedUpPlatform({
    keys,
    topicArn: TopicArn,
    files: setting.store === "bucket" ? `arn:aws:s3:::${bucket}` : FileSystemArn,
    classes: setting.classes ?? standing,
    permanent: setting.permanent ?? false,
    groups: serving?.groups ?? [],
  });
  const asked = { ...databasesOf(world), ...setting.asked };
  const functions = [startDueBackups, writeCanary, ...(setting.functions ?? [])];
  await deployAll({ cloud, platform, workflows, functions, more: { databases: asked } });
  const machineOf = (workflow: string) => arns.stateMachine(platform, names.deployed(workflow));
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
  const invoke = async (of: string, payload: object = {}): Promise<unknown> => {
    const asked = { FunctionName: names.deployed(of), Payload: Buffer.from(JSON.stringify(payload)) };
    const { FunctionError, Payload } = await world.call("lambda", "Invoke", asked, person);
    const text = Buffer.from(Payload ?? []).toString();
    if (FunctionError !== undefined) throw new Error(text);
    return JSON.parse(text);
  };
  /** Has the function look for what is due; answers the runs that it started. */
  const look = async (): Promise<string[]> =>
    z.object({ started: z.array(z.string()) }).parse(await invoke(startDueBackups.name)).started;
  const executions = async (of = backup.name): Promise<string[]> => {
    const asked = { stateMachineArn: machineOf(of) };
    const { executions: all = [] } = await world.call("states", "ListExecutions", asked, person);
    return all.map(({ name = "" }) => name);
  };
  /** What a vault holds. */
  const held = async (where = region) => {
    const asked = { BackupVaultName: names.vault };
    const by = { ...person, region: where };
    return (await world.call("backup", "ListRecoveryPointsByBackupVault", asked, by)).RecoveryPoints ?? [];
  };
  const jobs = async () => (await world.call("backup", "ListBackupJobs", {}, person)).BackupJobs ?? [];
  return {
    cloud,
    clock,
    transitions: (executionArn: string) => transitionsOf(world, executionArn),
    world,
    platform,
    keys,
    keyArn: keys.get(region) ?? "",
    aws,
    fileSystem: FileSystemId,
    bucket,
    documents: documentsIn(region),
    database,
    put,
    calls,
    invoke,
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
      readDocument({ client: aws.s3, bucket: documentsIn(region), key: manifestKey(point) }, Manifest),
    writeCanary: () => invoke(writeCanary.name),
  };
}

/** What the Lambda of a workflow, or its machine, calls. */
export const byRole = (of: string, { context: { principal } }: Call): boolean =>
  principal.kind === "role" && principal.arn.endsWith(`/${names.role(region, of)}`);

/** What the workflow's Lambda changes. */
export const changesByBackup = (call: Call): boolean =>
  byRole("backup", call) && !/^(Describe|Get|List|Query)/.test(call.operation);
