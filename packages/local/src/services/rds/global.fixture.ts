import { deserialize, serialize } from "node:v8";
import type { Links } from "../../world/links.ts";
import type { Datum } from "../../world/world.ts";
import type { Input } from "../service.ts";
import { surroundings } from "../testing.ts";
import { account, key, withCluster } from "./rds.fixture.ts";
import { rds } from "./service.ts";

type Region = "us-east-1" | "eu-west-1";

/** A global cluster `world` of `chat` in us-east-1 and its secondary in eu-west-1, and links that tests may break. */
export async function withGlobalCluster() {
  const dark = new Set<string>();
  const late = { ms: 0 };
  let changed = (): void => {};
  const join = (one: string, other: string): boolean => !dark.has(one) && !dark.has(other);
  const links: Links = {
    join,
    lateMs: (_, from, to) => (join(from, to) ? late.ms : Number.POSITIVE_INFINITY),
    watch: (listener) => {
      changed = listener;
      return () => {};
    },
  };
  const cloud = await withCluster(links);
  const { ask, pass, world, minute, at, clock } = cloud;
  const arnIn = (region: Region): string => `arn:aws:rds:${region}:${account}:cluster:chat`;
  const us = arnIn("us-east-1");
  const eu = arnIn("eu-west-1");
  await ask("CreateGlobalCluster", { GlobalClusterIdentifier: "world", SourceDBClusterIdentifier: us });
  await ask(
    "CreateDBCluster",
    {
      DBClusterIdentifier: "chat",
      Engine: "aurora-postgresql",
      GlobalClusterIdentifier: "world",
      StorageEncrypted: true,
      KmsKeyId: key("eu-west-1"),
    },
    "eu-west-1",
  );
  await ask(
    "CreateDBInstance",
    {
      DBInstanceIdentifier: "chat-1",
      DBInstanceClass: "db.serverless",
      Engine: "aurora-postgresql",
      DBClusterIdentifier: "chat",
    },
    "eu-west-1",
  );
  await pass(10 * minute);
  const metrics: Datum[] = [];
  world.metrics.subscribe((datum) => metrics.push(datum));
  const found = async (region: Region, id = "chat") => {
    const database = await at(id, region);
    if (!database) throw new Error(`nothing is at ${id} in ${region}`);
    return database;
  };
  return {
    ...cloud,
    us,
    eu,
    dark,
    late,
    metrics,
    changed: () => changed(),
    move: async (
      operation: "FailoverGlobalCluster" | "SwitchoverGlobalCluster",
      input: Omit<Input<"rds", "FailoverGlobalCluster">, "GlobalClusterIdentifier">,
    ) =>
      (await ask(operation, { GlobalClusterIdentifier: "world", ...input }, "eu-west-1")).GlobalCluster ?? {},
    global: async () =>
      (await ask("DescribeGlobalClusters", { GlobalClusterIdentifier: "world" }, "eu-west-1"))
        .GlobalClusters?.[0] ?? {},
    status: async (region: Region) => (await cloud.cluster("chat", region))?.Status,
    write: async (region: Region, id: string): Promise<void> =>
      (await found(region)).transact([
        { kind: "create-table", table: { name: "chat", columns: { id: "text" }, key: "id" } },
        { kind: "insert", table: "chat", row: { id } },
      ]),
    ids: async (region: Region, cluster?: string) =>
      (await (await found(region, cluster)).rows("chat")).map(({ id }) => id),
    told: (events: readonly { detail: unknown }[]) => events.map(({ detail }) => Object(detail).EventID),
    /** RDS of the next process, on the same databases. */
    restarted: async () => {
      const parts = deserialize(serialize(new Map(cloud.service.memory?.save())));
      let next = cloud.service;
      const after = surroundings(
        (fresh) => {
          next = rds({ ...fresh, links, databases: world.databases });
          return [next];
        },
        { start: clock.now() },
      );
      await next.memory?.restore(parts);
      next.memory?.resume?.();
      return after;
    },
  };
}
