import type { Links } from "../../world/links.ts";
import type { AwsEvent } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, OperationName, Output, Service } from "../service.ts";
import { surroundings } from "../testing.ts";
import { rds } from "./service.ts";

export const account = "123456789012";
export const key = (region: string): string => `arn:aws:kms:${region}:${account}:key/data`;
const minute = 60_000;

/** RDS in a virtual world, with an encrypted cluster `chat` that serves, and what one does with it. */
export async function withCluster(links?: Links) {
  let keysWork = true;
  /** KMS stands outside. */
  const answer = (): object => {
    if (!keysWork) throw new AwsError("DisabledException", "the key is disabled.");
    return {};
  };
  let service: Service<"rds"> | undefined;
  const { call, pass, world, clock, stop, reported } = surroundings(
    (world) => {
      service = rds({ ...world, ...(links && { links }) });
      return [service];
    },
    { answer },
  );
  const events: AwsEvent[] = [];
  world.events.subscribe((event) => events.push(event));
  const ask = <Op extends OperationName<"rds">>(
    operation: Op,
    input: Input<"rds", Op>,
    region = "us-east-1",
  ): Promise<Output<"rds", Op>> => call("rds", operation, input, region);
  await ask("CreateDBSubnetGroup", {
    DBSubnetGroupName: "chat",
    DBSubnetGroupDescription: "chat",
    SubnetIds: ["subnet-1", "subnet-2"],
  });
  await ask("CreateDBCluster", {
    DBClusterIdentifier: "Chat",
    Engine: "aurora-postgresql",
    DatabaseName: "openwebui",
    MasterUsername: "admin",
    MasterUserPassword: "secret-enough",
    KmsKeyId: key("us-east-1"),
    StorageEncrypted: true,
    DBSubnetGroupName: "chat",
    CopyTagsToSnapshot: true,
    Tags: [{ Key: "stage", Value: "test" }],
  });
  await ask("CreateDBInstance", {
    DBInstanceIdentifier: "chat-1",
    DBInstanceClass: "db.serverless",
    Engine: "aurora-postgresql",
    DBClusterIdentifier: "chat",
  });
  await pass(10 * minute);
  const cluster = async (id: string, region?: string) =>
    (await ask("DescribeDBClusters", { DBClusterIdentifier: id }, region)).DBClusters?.[0];
  const snapshot = async (id: string, region?: string) =>
    (await ask("DescribeDBClusterSnapshots", { DBClusterSnapshotIdentifier: id }, region))
      .DBClusterSnapshots?.[0];
  /** What a client sees at the cluster's endpoint. */
  const at = async (id: string, region?: string) =>
    world.databases.at((await cluster(id, region))?.Endpoint ?? "");
  const write = async (id: string): Promise<void> => {
    await (await at("chat"))?.transact([
      { kind: "create-table", table: { name: "chat", columns: { id: "text" }, key: "id" } },
      { kind: "insert", table: "chat", row: { id } },
    ]);
  };
  if (!service) throw new Error("the surroundings made no service");
  const refuseKeys = (): void => {
    keysWork = false;
  };
  return {
    ask,
    service,
    refuseKeys,
    pass,
    world,
    clock,
    stop,
    reported,
    events,
    cluster,
    snapshot,
    at,
    write,
    minute,
  };
}
