import { arns } from "@signalbox/core/platform/arns";
import type { Platform } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { World } from "../world/world.ts";
import { type DeployedGroup, deployGroup } from "./group.ts";
import type { GroupSpec } from "./group-spec.ts";
import { person } from "./person.ts";
import { names, stage } from "./stage.ts";

/** What the laptop runs. Ports and health paths are Open WebUI's and Ollama's own. */
export const specs: readonly GroupSpec[] = [
  {
    name: "open-webui",
    version: "v0.9.0",
    containerPort: 8080,
    listenerPort: 8080,
    balancer: "public",
    healthPath: "/ready",
    environment: { ENABLE_DB_MIGRATIONS: "false", OLLAMA_BASE_URL: "http://ollama.internal:11434" },
    services: [{ name: "open-webui", replicas: 3, paths: ["/*"] }],
  },
  {
    name: "ollama",
    version: "v0.12.0",
    containerPort: 11434,
    listenerPort: 11434,
    balancer: "internal",
    healthPath: "/api/tags",
    environment: { OLLAMA_KEEP_ALIVE: "-1" },
    services: [{ name: "ollama", replicas: 1, paths: ["/*"] }],
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
  groupSpecs: readonly GroupSpec[] = specs,
): Promise<DeployedPlatform> {
  const caller = { region, principal: person };
  const table = (TableName: string, keys: readonly string[], expiry: string) =>
    createTable(world, region, TableName, keys, expiry);
  await table(names.ledgerTable, ["pk", "sk"], "expires");
  await table(names.idempotencyTable, ["id"], "expiration");
  await world.call("sns", "CreateTopic", { Name: names.reportTopic }, caller);
  await world.call("ecs", "CreateCluster", { clusterName: names.cluster }, caller);
  const groups: DeployedGroup[] = [];
  for (const spec of groupSpecs) groups.push(await deployGroup(world, region, spec, policy));
  return {
    groups,
    platform: {
      ...stage,
      account: world.account,
      region,
      role: "primary",
      ledgerTable: names.ledgerTable,
      idempotencyTable: names.idempotencyTable,
      reportTopicArn: arns.topic({ region, account: world.account }, names.reportTopic),
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
