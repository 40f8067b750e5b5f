import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { BackupReport } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { Platform } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { machineStatements } from "@signalbox/core/workflow/machine-statements";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { classLedgerOf, getItem } from "@signalbox/functions/aws/ledger";
import { readPointRecords } from "@signalbox/functions/aws/point-records";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { startDueBackups } from "@signalbox/functions/functions/start-due-backups/function";
import {
  functionHandlerFor,
  type GivenRuntime,
  handlerFor,
  type LambdaHandler,
} from "@signalbox/functions/handler";
import { backup as workflow } from "@signalbox/functions/workflows/backup/workflow";
import { createCloud } from "@signalbox/local/cloud";
import { fileSystemAvailable } from "@signalbox/local/deploy/file-system-available";
import { tableActive } from "@signalbox/local/deploy/table-active";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import type { Plane } from "@signalbox/local/world/plane/plane";

const region = "us-east-1";
const account = "123456789012";
const names = namesOf({ name: "signalbox", stage: "test" });
export const person = { region, principal: { kind: "person" } } as const;
const files = "files/daily";

const nothing = (): never => {
  throw new Error("nothing serves here");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  listen: nothing,
  listening: nothing,
  stop: async () => {},
};

export interface Setting {
  readonly guards?: readonly Guard[];
  /** In the file system. */
  readonly files?: number;
}

export type Vaults = Awaited<ReturnType<typeof deployed>>;

/** A file system with a vault, a key, a ledger and the workflow, as a deployment leaves them; nothing else. */
export async function onVaults(setting: Setting, scenario: (vaults: Vaults) => Promise<void>): Promise<void> {
  const clock = virtualClock();
  await clock.run(
    (async () => {
      const vaults = await deployed(setting, clock);
      try {
        await scenario(vaults);
      } finally {
        await vaults.cloud.stop();
      }
    })(),
  );
}

async function deployed({ guards = [], files: count = 3 }: Setting, clock: WorldClock) {
  const calls: Call[] = [];
  const spy: Guard = (call, next) => {
    calls.push(call);
    return next(call);
  };
  const cloud = createCloud({ clock, seed: 7, plane, account, regions: [region] }, [...guards, spy]);
  const { world } = cloud;
  const place = { region, account };
  const key = await world.call("kms", "CreateKey", {}, person);
  const keyArn = key.KeyMetadata?.Arn ?? "";
  const vault = { BackupVaultName: names.vault, EncryptionKeyArn: keyArn };
  await world.call("backup", "CreateBackupVault", vault, person);
  await world.call("elasticfilesystem", "CreateFileSystem", { CreationToken: "files" }, person);
  await fileSystemAvailable(world, region, "files");
  const { FileSystems = [] } = await world.call("elasticfilesystem", "DescribeFileSystems", {}, person);
  const { FileSystemId = "", FileSystemArn = "" } = FileSystems[0] ?? {};
  for (let at = 0; at < count; at++)
    await world.files.write(FileSystemId, `uploads/${at}`, Buffer.from(`the content of ${at}`));
  const topic = await world.call("sns", "CreateTopic", { Name: names.reportTopic }, person);
  for (const [TableName, keys] of [
    [names.ledgerTable, ["pk", "sk"]],
    [names.idempotencyTable, ["id"]],
  ] as const) {
    const KeySchema = keys.map((AttributeName, at) => ({
      AttributeName,
      KeyType: at === 0 ? ("HASH" as const) : ("RANGE" as const),
    }));
    const AttributeDefinitions = keys.map((AttributeName) => ({
      AttributeName,
      AttributeType: "S" as const,
    }));
    const input = { TableName, KeySchema, AttributeDefinitions, BillingMode: "PAY_PER_REQUEST" as const };
    await world.call("dynamodb", "CreateTable", input, person);
    await tableActive(world, region, TableName);
  }
  const jobsRole = arns.role(place, names.role(region, "backup-jobs"));
  const daily = { schedule: "cron(0 3 * * ? *)", timezone: "UTC", retentionDays: 30 };
  const platform = Platform.parse({
    name: "signalbox",
    stage: "test",
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
      documents: names.bucket("backup-documents", account, region),
      database: { name: "openwebui", adminSecret: names.adminSecret },
      targets: {
        database: `arn:aws:rds:${region}:${account}:cluster:${names.database}`,
        files: FileSystemArn,
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
  /** A Lambda with the role that its declarations give. */
  const install = (
    of: string,
    allow: readonly Permission[],
    handler: (runtime: GivenRuntime) => LambdaHandler,
  ): string => {
    const functionName = names.deployed(of);
    const arn = arns.role(platform, names.role(region, of));
    const statements = roleStatements(allow, basePermissions, (kind) => arnsOf(platform, kind));
    cloud.roles.createRole({ arn, statements });
    cloud.lambda.install({
      functionName,
      region,
      roleArn: arn,
      timeoutSeconds: 60,
      memoryMb: 512,
      environment: {},
      load: async (killed) => {
        const clientsIn = (where: string) =>
          cloud.clientsOf({ roleArn: arn, region: where, session: functionName, killed });
        return handler(async () => ({ clock, clients: clientsIn(region), clientsIn, platform }));
      },
    });
    return arn;
  };
  const allow = workflow.steps.flatMap((step) => step.allow);
  const roleArn = install(workflow.name, allow, (runtime) => handlerFor(workflow, runtime));
  install(startDueBackups.name, startDueBackups.allow, (runtime) =>
    functionHandlerFor(startDueBackups, runtime),
  );
  const name = names.deployed(workflow.name);
  const definition = bindMachine(workflow.machine, {
    handler: arns.function(platform, name),
    stateMachine: (other) => arns.stateMachine(platform, names.deployed(other)),
  });
  const machineRole = arns.role(platform, names.role(region, `${workflow.name}-machine`));
  cloud.roles.createRole({ arn: machineRole, statements: machineStatements(JSON.parse(definition)) });
  const machine = { name, roleArn: machineRole, definition };
  await world.call("states", "CreateStateMachine", machine, person);
  const stateMachineArn = arns.stateMachine(platform, name);
  const aws = cloud.clientsOf({ roleArn, region, session: "reader" });
  const ledger = classLedgerOf({ aws, platform }, files);

  const start = async (run: string, id = files): Promise<string> => {
    const input = JSON.stringify({ class: id, requestedBy: "ada" });
    const asked = { stateMachineArn, name: run, input };
    return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
  };
  const ending = async (executionArn: string) => {
    for (;;) {
      const { status, error, cause } = await world.call(
        "states",
        "DescribeExecution",
        { executionArn },
        person,
      );
      if (status !== "RUNNING") return { status, error, cause };
      await clock.sleep(10_000);
    }
  };
  /** Has the function look for what is due; answers the runs that it started. */
  const look = async (): Promise<string[]> => {
    const asked = { FunctionName: names.deployed(startDueBackups.name), Payload: Buffer.from("{}") };
    const { FunctionError, Payload } = await world.call("lambda", "Invoke", asked, person);
    if (FunctionError !== undefined) throw new Error(Buffer.from(Payload ?? []).toString());
    return JSON.parse(Buffer.from(Payload ?? []).toString()).started;
  };
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
    calls,
    start,
    ending,
    look,
    executions,
    held,
    jobs,
    /** What the ledger says. */
    points: async () => [...pointsFrom(await readPointRecords(ledger)).values()],
    report: (run: string) => getItem(ledger, ledgerKeys.run(run), BackupReport),
    lease: () => getItem(ledger, ledgerKeys.lock, Lock),
  };
}

/** What the workflow's Lambda changes. */
export const changesByBackup = ({ operation, context: { principal } }: Call): boolean =>
  principal.kind === "role" &&
  principal.arn.endsWith(`/${names.role(region, "backup")}`) &&
  !/^(Describe|Get|List|Query)/.test(operation);
