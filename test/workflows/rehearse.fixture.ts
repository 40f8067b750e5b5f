import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { RehearsalDocument, Rehearsed, rehearsalKey } from "@signalbox/core/upgrade/rehearsal";
import { RehearsalReport } from "@signalbox/core/upgrade/rehearsal-report";
import { writeDecision } from "@signalbox/functions/aws/decision";
import { readDocument } from "@signalbox/functions/aws/document";
import { getItem, ledgerOf, workLedgerOf } from "@signalbox/functions/aws/ledger";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { rehearse } from "@signalbox/functions/workflows/rehearse/workflow";
import { surveyDatabase } from "@signalbox/functions/workflows/survey-database/workflow";
import { createCloud } from "@signalbox/local/cloud";
import { clusterAvailable } from "@signalbox/local/deploy/cluster-available";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { imageManifest } from "@signalbox/local/images/manifest";
import { firstRows } from "@signalbox/local/images/open-webui/tables";
import type { UpgradeName } from "@signalbox/local/images/upgrade";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import type { DatabasePlane } from "@signalbox/local/world/database/database-plane";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import type { World } from "@signalbox/local/world/world";
import { databaseOf } from "./chat-database.fixture.ts";
import {
  account,
  backedUpPlatform,
  createTables,
  createVaults,
  deployAll,
  documentsIn,
  names,
} from "./deployment.fixture.ts";
import { fargateTask } from "./fargate-task.fixture.ts";
import { spying } from "./spy.fixture.ts";

const region = "us-east-1";
const person = { region, principal: { kind: "person" } } as const;
const name = "open-webui";
const repository = names.repository(name);
const anyRule = `arn:aws:elasticloadbalancing:${region}:${account}:listener-rule/app/a/b/c/d`;

const group: ReleaseGroup = {
  strategy: "blue-green",
  name,
  repository,
  cluster: names.cluster,
  policy: ReleasePolicy.parse({}),
  upgrade: { migrations: "open-webui", service: name, container: name },
  services: [
    {
      name,
      container: name,
      service: names.onlyService(name),
      productionRuleArn: anyRule,
      testRuleArn: anyRule,
      targetGroupArns: { blue: anyRule, green: anyRule },
    },
  ],
};

export interface Setting {
  /** What the new image's migration does. */
  readonly upgrade?: UpgradeName;
  readonly guards?: readonly Guard[] | ((clock: WorldClock) => readonly Guard[]);
  /** Environment of what serves, beside the host of its database. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Real databases, in the time of their clock; a model in virtual time unless said. */
  readonly real?: { readonly clock: WorldClock; readonly databases: DatabasePlane };
  /** In place of the workflows as they are. */
  readonly workflows?: readonly AnyWorkflow[];
}

export type Serving = Awaited<ReturnType<typeof serving>>;

/** Open WebUI with some chats in its database, and a new image of it; nothing else. */
export async function onServing(setting: Setting, scenario: (on: Serving) => Promise<void>): Promise<void> {
  const play = async (clock: WorldClock) => {
    const on = await serving(setting, clock);
    try {
      await scenario(on);
    } finally {
      await on.cloud.stop();
    }
  };
  if (setting.real) return await play(setting.real.clock);
  const clock = virtualClock();
  await clock.run(play(clock));
}

async function serving(setting: Setting, clock: WorldClock) {
  const { guards = [], upgrade = "none", workflows = [rehearse, surveyDatabase] } = setting;
  const { spy, calls } = spying();
  const databases = setting.real?.databases ?? modelDatabases(clock);
  const plane = modelPlane({ clock, random: random(7), imageFor, databases });
  const cloud = createCloud({ clock, seed: 7, plane, account, regions: [region], databases }, [
    ...(typeof guards === "function" ? guards(clock) : guards),
    spy,
  ]);
  const { world } = cloud;
  const keys = await createVaults(world, [region]);
  await createTables(world, region);
  const { TopicArn: topicArn = "" } = await world.call(
    "sns",
    "CreateTopic",
    { Name: names.reportTopic },
    person,
  );
  const database = await databaseOf(world, 0);
  const scaling = { MinCapacity: 0.5, MaxCapacity: 4 };
  const scaled = { DBClusterIdentifier: names.database, ServerlessV2ScalingConfiguration: scaling };
  await world.call("rds", "ModifyDBCluster", scaled, person);
  await clusterAvailable(world, region, names.database);
  await database.transact([{ kind: "drop-table", table: "chat" }]);
  await database.transact([...firstRows(clock.now()), ...chats]);
  const found = await world.call(
    "rds",
    "DescribeDBClusters",
    { DBClusterIdentifier: names.database },
    person,
  );
  const digest = await deployChats(
    world,
    found.DBClusters?.[0]?.Endpoint ?? "",
    upgrade,
    setting.environment,
  );
  const platform = backedUpPlatform({
    keys,
    topicArn,
    files: "arn:aws:s3:::files",
    classes: [],
    permanent: false,
    groups: [group],
  });
  await deployAll({ cloud, platform, workflows, functions: [], more: { databases: databasesOf(world) } });
  // Whoever has looked at it since.
  calls.length = 0;
  const aws = cloud.clientsOf({
    roleArn: arns.role(platform, names.role(region, rehearse.name)),
    region,
    session: "reader",
  });
  const ledger = workLedgerOf({ aws, platform }, "rehearse", name);
  const start = async (run: string, more: object = {}): Promise<string> => {
    const input = { group: name, image: { repository, digest }, requestedBy: "ada", ...more };
    const stateMachineArn = arns.stateMachine(platform, names.deployed(rehearse.name));
    const asked = { stateMachineArn, name: run, input: JSON.stringify(input) };
    return (await world.call("states", "StartExecution", asked, person)).executionArn ?? "";
  };
  const ending = async (executionArn: string) => {
    for (;;) {
      const end = await world.call("states", "DescribeExecution", { executionArn }, person);
      if (end.status !== "RUNNING") return end;
      await clock.sleep(10_000);
    }
  };
  return {
    cloud,
    clock,
    world,
    platform,
    calls,
    database,
    person,
    start,
    ending,
    /** Rehearses to the end; answers what came of it. */
    rehearsed: async (run: string): Promise<Rehearsed> => {
      const { output, error, cause } = await ending(await start(run));
      if (output === undefined) throw new Error(`${error}: ${cause}`);
      return Rehearsed.parse(JSON.parse(output));
    },
    executionOf: (of: string, run: string) => arns.execution(platform, names.deployed(of), run),
    document: (run: string) =>
      readDocument(
        { client: aws.s3, bucket: documentsIn(region), key: rehearsalKey(name, run) },
        RehearsalDocument,
      ),
    report: (run: string) => getItem(ledger, ledgerKeys.run(run), RehearsalReport),
    lease: () => getItem(ledger, ledgerKeys.lock, Lock),
    /** Says that the release of this name is aborted, as `decide` does. */
    aborted: async (run: string): Promise<void> => {
      const at = new Date(clock.now()).toISOString();
      const decision = { action: "abort", by: "bob", reason: "not today", at } as const;
      await writeDecision(ledgerOf({ aws, platform }, name), run, decision);
    },
    /** Lets tasks connect to a restored cluster, as a restore does; answers its name. */
    switched: async (): Promise<string> => {
      const DBClusterIdentifier = names.restoredCluster("earlier");
      const instance = { DBInstanceIdentifier: `${DBClusterIdentifier}-1`, DBClusterIdentifier };
      const source = { SourceDBClusterIdentifier: names.database, UseLatestRestorableTime: true };
      await world.call("rds", "RestoreDBClusterToPointInTime", { ...source, DBClusterIdentifier }, person);
      const wanted = { ...instance, DBInstanceClass: "db.serverless", Engine: "aurora-postgresql" };
      await world.call("rds", "CreateDBInstance", wanted, person);
      await clusterAvailable(world, region, DBClusterIdentifier);
      await clock.sleep(900_000);
      const asked = { DBClusterIdentifier };
      const { DBClusters: [cluster] = [] } = await world.call("rds", "DescribeDBClusters", asked, person);
      const parameter = { Name: names.connection("database-host"), Value: cluster?.Endpoint ?? "" };
      await world.call("ssm", "PutParameter", { ...parameter, Overwrite: true }, person);
      calls.length = 0;
      return DBClusterIdentifier;
    },
    /** What a rehearsal may leave: clusters, instances, tasks, task definitions and documents with values of rows. */
    left: () => leftIn(world),
    /** What production's database held when it was deployed, and what it holds now. */
    before: JSON.stringify(await database.contents()),
    production: async () => JSON.stringify(await database.contents()),
  };
}

const chats = ["one", "two", "two"].map((title, at) => ({
  kind: "insert" as const,
  table: "chat",
  row: {
    id: `c${at}`,
    user_id: "user-1",
    title,
    created_at: at,
    updated_at: at,
    archived: false,
  },
}));

/** What serves, and the digest of the new image. */
async function deployChats(
  world: World,
  host: string,
  upgrade: UpgradeName,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const parameter = names.connection("database-host");
  await world.call("ssm", "PutParameter", { Name: parameter, Value: host, Type: "String" }, person);
  await world.call("logs", "CreateLogGroup", { logGroupName: names.serviceLogs(name) }, person);
  await world.call("ecr", "CreateRepository", { repositoryName: repository }, person);
  const push = (version: string, kind: UpgradeName) =>
    world.call(
      "ecr",
      "PutImage",
      {
        repositoryName: repository,
        imageTag: version,
        imageManifest: imageManifest({ behaviour: "good", version, upgrade: kind }),
      },
      person,
    );
  await push("v0.11.0", "none");
  await world.call("ecs", "CreateCluster", { clusterName: names.cluster }, person);
  const definition = {
    ...fargateTask(region, name),
    containerDefinitions: [
      {
        name,
        image: `${account}.dkr.ecr.${region}.amazonaws.com/${repository}:v0.11.0`,
        environment: Object.entries({ ENABLE_DB_MIGRATIONS: "false", ...environment }).map(
          ([variable, value]) => ({ name: variable, value }),
        ),
        secrets: [{ name: "DATABASE_HOST", valueFrom: parameter }],
        logConfiguration: {
          logDriver: "awslogs" as const,
          options: {
            "awslogs-group": names.serviceLogs(name),
            "awslogs-region": region,
            "awslogs-stream-prefix": "task",
          },
        },
      },
    ],
  };
  await world.call("ecs", "RegisterTaskDefinition", definition, person);
  const service = {
    cluster: names.cluster,
    serviceName: names.onlyService(name),
    taskDefinition: names.taskFamily(name),
    desiredCount: 1,
    launchType: "FARGATE" as const,
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"] } },
  };
  await world.call("ecs", "CreateService", service, person);
  return (await push("v0.11.1", upgrade)).image?.imageId?.imageDigest ?? "";
}

async function leftIn(world: World): Promise<(string | undefined)[]> {
  const { DBClusters = [] } = await world.call("rds", "DescribeDBClusters", {}, person);
  const { DBInstances = [] } = await world.call("rds", "DescribeDBInstances", {}, person);
  const { taskArns = [] } = await world.call("ecs", "ListTasks", { cluster: names.cluster }, person);
  const { tasks = [] } =
    taskArns.length === 0
      ? {}
      : await world.call("ecs", "DescribeTasks", { cluster: names.cluster, tasks: taskArns }, person);
  const { taskDefinitionArns = [] } = await world.call("ecs", "ListTaskDefinitions", {}, person);
  const asked = { Bucket: documentsIn(region), Prefix: "looks/" };
  const { Versions = [] } = await world.call("s3", "ListObjectVersions", asked, person);
  return [
    ...DBClusters.map((one) => one.DBClusterIdentifier).filter((one) => one !== names.database),
    ...DBInstances.map((one) => one.DBInstanceIdentifier).filter((one) => one !== `${names.database}-1`),
    ...tasks.flatMap(({ group: of, taskArn }) => (of?.startsWith("service:") ? [] : [taskArn])),
    ...taskDefinitionArns.filter((arn) => !arn.includes(`/${names.taskFamily(name)}:`)),
    ...Versions.map(({ Key }) => Key),
  ];
}

/** Whether the Lambda of the rehearsal, or that of its surveys, calls. */
export const byRehearsal = ({ context: { principal } }: Call): boolean =>
  principal.kind === "role" &&
  [rehearse, surveyDatabase].some((of) => principal.arn.endsWith(`/${names.role(region, of.name)}`));

/** What they change. */
export const changesByRehearsal = (call: Call): boolean =>
  byRehearsal(call) && !/^(Describe|Get|List|Query)/.test(call.operation);
