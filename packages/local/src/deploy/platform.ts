import type { Platform } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { World } from "../world/world.ts";
import { type DeployedGroup, deployGroup } from "./group.ts";
import type { GroupSpec } from "./group-spec.ts";
import { arns, cluster, idempotencyTable, ledgerTable, reportTopic } from "./names.ts";
import { person } from "./person.ts";

/** What the laptop runs. Ports and health paths are Open WebUI's and Ollama's own. */
const specs: readonly GroupSpec[] = [
  {
    name: "open-webui",
    version: "v0.9.0",
    containerPort: 8080,
    listenerPort: 8080,
    healthPath: "/ready",
    replicas: 3,
    environment: { ENABLE_DB_MIGRATIONS: "false", OLLAMA_BASE_URL: "http://ollama.internal:11434" },
  },
  {
    name: "ollama",
    version: "v0.12.0",
    containerPort: 11434,
    listenerPort: 11434,
    healthPath: "/api/tags",
    replicas: 1,
    environment: { OLLAMA_KEEP_ALIVE: "-1" },
  },
];

const pollMs = 100;

export interface DeployedPlatform {
  readonly platform: Platform;
  readonly groups: readonly DeployedGroup[];
}

/** Deploys what the workflows act on, in one region. */
export async function deployPlatform(
  world: World,
  region: string,
  policy: ReleasePolicy,
): Promise<DeployedPlatform> {
  const caller = { region, principal: person };
  const table = (TableName: string, keys: readonly string[], expiry: string) =>
    createTable(world, region, TableName, keys, expiry);
  await table(ledgerTable, ["pk", "sk"], "expires");
  await table(idempotencyTable, ["id"], "expiration");
  await world.call("sns", "CreateTopic", { Name: reportTopic }, caller);
  await world.call("ecs", "CreateCluster", { clusterName: cluster }, caller);
  const groups: DeployedGroup[] = [];
  for (const spec of specs) groups.push(await deployGroup(world, region, spec, policy));
  return {
    groups,
    platform: {
      stage: "local",
      account: world.account,
      region,
      ledgerTable,
      idempotencyTable,
      reportTopicArn: arns.topic({ region, account: world.account }, reportTopic),
      groups: groups.map(({ group }) => group),
    },
  };
}

async function createTable(
  world: World,
  region: string,
  TableName: string,
  keys: readonly string[],
  expiry: string,
): Promise<void> {
  const caller = { region, principal: person };
  await world.call(
    "dynamodb",
    "CreateTable",
    {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      KeySchema: keys.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? ("HASH" as const) : ("RANGE" as const),
      })),
    },
    caller,
  );
  while (
    (await world.call("dynamodb", "DescribeTable", { TableName }, caller)).Table?.TableStatus !== "ACTIVE"
  )
    await world.clock.sleep(pollMs);
  const TimeToLiveSpecification = { AttributeName: expiry, Enabled: true };
  await world.call("dynamodb", "UpdateTimeToLive", { TableName, TimeToLiveSpecification }, caller);
}
