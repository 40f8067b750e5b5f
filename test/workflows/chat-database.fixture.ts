import { clusterAvailable } from "@signalbox/local/deploy/cluster-available";
import { names } from "@signalbox/local/deploy/development.fixture";
import type { Change, Database } from "@signalbox/local/world/database/database-plane";
import type { World } from "@signalbox/local/world/world";

const region = "us-east-1";
const person = { region, principal: { kind: "person" } } as const;

/** An Aurora cluster with a table of so many rows. */
export async function databaseOf(world: World, rows: number): Promise<Database> {
  const subnets = { DBSubnetGroupName: names.database, DBSubnetGroupDescription: "chats" };
  await world.call("rds", "CreateDBSubnetGroup", { ...subnets, SubnetIds: ["subnet-1", "subnet-2"] }, person);
  const login = { username: "signalbox", password: "secret-enough" };
  const Engine = "aurora-postgresql";
  await world.call(
    "rds",
    "CreateDBCluster",
    {
      DBClusterIdentifier: names.database,
      Engine,
      DatabaseName: "openwebui",
      MasterUsername: login.username,
      MasterUserPassword: login.password,
      DBSubnetGroupName: names.database,
    },
    person,
  );
  const instance = { DBInstanceIdentifier: `${names.database}-1`, DBClusterIdentifier: names.database };
  await world.call(
    "rds",
    "CreateDBInstance",
    { ...instance, DBInstanceClass: "db.serverless", Engine },
    person,
  );
  const secret = { Name: names.adminSecret, SecretString: JSON.stringify(login) };
  await world.call("secretsmanager", "CreateSecret", secret, person);
  await clusterAvailable(world, region, names.database);
  const asked = { DBClusterIdentifier: names.database };
  const { DBClusters: [cluster] = [] } = await world.call("rds", "DescribeDBClusters", asked, person);
  const find = () => world.databases.at(cluster?.Endpoint ?? "");
  // Its endpoint leads to it once it has its instance.
  for (let tries = 0; !find() && tries < 30; tries++) await world.clock.sleep(60_000);
  const database = find();
  if (!database) throw new Error("the cluster has no instance that serves");
  await database.transact([
    { kind: "create-table", table: { name: "chat", columns: { id: "text", title: "text" }, key: "id" } },
    ...Array.from({ length: rows }, (_, at) => insertChat(`c${at}`)),
  ]);
  return database;
}

export const insertChat = (id: string): Change => ({
  kind: "insert",
  table: "chat",
  row: { id, title: `of ${id}` },
});
