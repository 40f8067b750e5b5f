import { arns, arnsOf } from "@signalbox/core/platform/arns";
import type { BackupPlaces } from "@signalbox/core/platform/backup-places";
import { namesOf } from "@signalbox/core/platform/names";
import { Platform, type ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { machineStatements } from "@signalbox/core/workflow/machine-statements";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { basePermissions } from "@signalbox/functions/base-permissions";
import type { Runtime } from "@signalbox/functions/context";
import {
  functionHandlerFor,
  type GivenRuntime,
  handlerFor,
  type LambdaHandler,
} from "@signalbox/functions/handler";
import type { AnyFunction, AnyWorkflow } from "@signalbox/functions/step";
import type { Cloud } from "@signalbox/local/cloud";
import { tableActive } from "@signalbox/local/deploy/table-active";
import type { Plane } from "@signalbox/local/world/plane/plane";
import type { World } from "@signalbox/local/world/world";

export const account = "123456789012";
export const names = namesOf({ name: "signalbox", stage: "development" });

const nothing = (): never => {
  throw new Error("nothing serves here");
};

/** For workflows that meet no task. */
export const emptyPlane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: async () => {},
};

/** The ledger and the idempotency records. */
export async function createTables(world: World, region: string): Promise<void> {
  for (const [TableName, attributes] of [
    [names.ledgerTable, ["pk", "sk"]],
    [names.idempotencyTable, ["id"]],
  ] as const) {
    const KeySchema = attributes.map((AttributeName, at) => ({
      AttributeName,
      KeyType: at === 0 ? ("HASH" as const) : ("RANGE" as const),
    }));
    const AttributeDefinitions = attributes.map((AttributeName) => ({
      AttributeName,
      AttributeType: "S" as const,
    }));
    const input = { TableName, KeySchema, AttributeDefinitions, BillingMode: "PAY_PER_REQUEST" as const };
    await world.call("dynamodb", "CreateTable", input, { region, principal: { kind: "person" } });
    await tableActive(world, region, TableName);
  }
}

/** Bucket of manifests and looks. */
export const documentsIn = (region: string): string => names.bucket("backup-documents", account, region);

/** In each region a vault with its key, and a bucket of documents; answers the keys' ARNs by region. */
export async function createVaults(
  world: World,
  regions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (const region of regions) {
    const caller = { region, principal: { kind: "person" } } as const;
    const { KeyMetadata } = await world.call("kms", "CreateKey", {}, caller);
    const EncryptionKeyArn = KeyMetadata?.Arn ?? "";
    keys.set(region, EncryptionKeyArn);
    const vault = { BackupVaultName: names.vault, EncryptionKeyArn };
    await world.call("backup", "CreateBackupVault", vault, caller);
    await createBucket(world, region, documentsIn(region));
  }
  return keys;
}

/** That keeps all versions. */
export async function createBucket(world: World, region: string, Bucket: string): Promise<void> {
  const caller = { region, principal: { kind: "person" } } as const;
  await world.call("s3", "CreateBucket", { Bucket }, caller);
  const VersioningConfiguration = { Status: "Enabled" as const };
  await world.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration }, caller);
}

/** What the platforms of the tests differ in. */
export interface BackedUp extends Pick<BackupPlaces, "classes" | "permanent"> {
  /** Keys of the vaults; the first region is the platform's, the others are copied to. */
  readonly keys: ReadonlyMap<string, string>;
  readonly topicArn: string;
  /** Of what the files are in. */
  readonly files: string;
  readonly groups: readonly ReleaseGroup[];
}

/** A platform with backups, as its deployment writes it down. */
export function backedUpPlatform({ keys, topicArn, files, groups, ...places }: BackedUp): Platform {
  const [[region, keyArn] = ["", ""], ...others] = keys;
  const place = { region, account };
  return Platform.parse({
    name: "signalbox",
    stage: "development",
    account,
    region,
    role: "primary",
    ledgerTable: names.ledgerTable,
    idempotencyTable: names.idempotencyTable,
    reportTopicArn: topicArn,
    backup: {
      vault: names.vault,
      roleArn: arns.role(place, names.role(region, "backup-jobs")),
      restoreRoleArn: arns.role(place, names.role(region, "restore-jobs")),
      keyArn,
      documents: documentsIn(region),
      database: { name: "openwebui", adminSecret: names.adminSecret },
      targets: { database: `arn:aws:rds:${region}:${account}:cluster:${names.database}`, files },
      copies: others.map(([other, key]) => ({
        region: other,
        vaultArn: arns.backupVault({ region: other, account }, names.vault),
        keyArn: key,
        documents: documentsIn(other),
      })),
      objectives: { rpoMs: 3_600_000, rtoMs: 14_400_000 },
      ...places,
    },
    groups,
  });
}

export interface Deploying {
  readonly cloud: Cloud;
  readonly platform: Platform;
  readonly workflows: readonly AnyWorkflow[];
  readonly functions: readonly AnyFunction[];
  /** What the Lambdas have beside their clients. */
  readonly more?: Partial<Runtime>;
}

/** Lambdas with the roles that their declarations give, and the machines of workflows. */
export async function deployAll(deploying: Deploying): Promise<void> {
  const { cloud, platform, workflows, functions } = deploying;
  const { region } = platform;
  for (const fn of functions)
    install(deploying, fn.name, fn.allow, 60, (runtime) => functionHandlerFor(fn, runtime));
  for (const workflow of workflows) {
    const allow = workflow.steps.flatMap((step) => step.allow);
    install(deploying, workflow.name, allow, workflow.timeoutSeconds ?? 60, (runtime) =>
      handlerFor(workflow, runtime),
    );
    const name = names.deployed(workflow.name);
    const definition = bindMachine(workflow.machine, {
      handler: arns.function(platform, name),
      stateMachine: (other) => arns.stateMachine(platform, names.deployed(other)),
    });
    const roleArn = arns.role(platform, names.role(region, `${workflow.name}-machine`));
    cloud.roles.createRole({ arn: roleArn, statements: machineStatements(JSON.parse(definition)) });
    const caller = { region, principal: { kind: "person" } } as const;
    await cloud.world.call("states", "CreateStateMachine", { name, roleArn, definition }, caller);
  }
}

function install(
  { cloud, platform, more }: Deploying,
  of: string,
  allow: readonly Permission[],
  timeoutSeconds: number,
  handler: (runtime: GivenRuntime) => LambdaHandler,
): void {
  const { region } = platform;
  const functionName = names.deployed(of);
  const roleArn = arns.role(platform, names.role(region, of));
  const statements = roleStatements(allow, basePermissions, (kind) => arnsOf(platform, kind));
  cloud.roles.createRole({ arn: roleArn, statements });
  cloud.lambda.install({
    functionName,
    region,
    roleArn,
    timeoutSeconds,
    memoryMb: 512,
    environment: {},
    load: async (killed) => {
      const clientsIn = (where: string) =>
        cloud.clientsOf({ roleArn, region: where, session: functionName, killed });
      const { clock } = cloud.world;
      return handler(async () => ({ ...more, clock, clients: clientsIn(region), clientsIn, platform }));
    },
  });
}
