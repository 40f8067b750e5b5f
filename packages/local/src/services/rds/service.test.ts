import { expect, test } from "vitest";
import { account, key, withCluster } from "./rds.fixture.ts";

const messages = (events: readonly { detail: unknown }[]) =>
  events.map(({ detail }) => Object(detail).EventID);

test("a cluster is created, then available, and its endpoint leads somewhere once it has an instance", async () => {
  const { cluster, at, events } = await withCluster();
  expect(await cluster("chat")).toMatchObject({
    DBClusterIdentifier: "chat",
    DBClusterArn: `arn:aws:rds:us-east-1:${account}:cluster:chat`,
    Status: "available",
    Engine: "aurora-postgresql",
    StorageEncrypted: true,
    KmsKeyId: key("us-east-1"),
    DBClusterMembers: [{ DBInstanceIdentifier: "chat-1", IsClusterWriter: true }],
    TagList: [{ Key: "stage", Value: "test" }],
  });
  expect((await at("chat"))?.name).toMatch(/^cluster-/);
  expect(messages(events)).toEqual(["RDS-EVENT-0170", "RDS-EVENT-0005"]);
});

test("a snapshot passes through creating with its progress, and says so in AWS's events", async () => {
  const { ask, pass, snapshot, events } = await withCluster();
  await ask("CreateDBClusterSnapshot", {
    DBClusterIdentifier: "chat",
    DBClusterSnapshotIdentifier: "Hourly-1",
    Tags: [{ Key: "tier", Value: "hourly" }],
  });
  expect(await snapshot("hourly-1")).toMatchObject({ Status: "creating", PercentProgress: 0 });
  await pass(50_000);
  expect(await snapshot("hourly-1")).toMatchObject({ Status: "creating", PercentProgress: 50 });
  await pass(41_000);
  expect(await snapshot("hourly-1")).toMatchObject({
    Status: "available",
    PercentProgress: 100,
    SnapshotType: "manual",
    KmsKeyId: key("us-east-1"),
    TagList: [
      { Key: "stage", Value: "test" },
      { Key: "tier", Value: "hourly" },
    ],
  });
  expect(events.at(-1)).toMatchObject({
    source: "aws.rds",
    "detail-type": "RDS DB Cluster Snapshot Event",
    resources: [`arn:aws:rds:us-east-1:${account}:cluster-snapshot:hourly-1`],
    detail: {
      EventCategories: ["backup"],
      SourceType: "CLUSTER_SNAPSHOT",
      SourceIdentifier: "hourly-1",
      Message: "Manual cluster snapshot created.",
      EventID: "RDS-EVENT-0075",
    },
  });
  const again = { DBClusterIdentifier: "chat", DBClusterSnapshotIdentifier: "hourly-1" };
  await expect(ask("CreateDBClusterSnapshot", again)).rejects.toMatchObject({
    name: "DBClusterSnapshotAlreadyExistsFault",
  });
});

test("an encrypted copy into another region needs a key of that region", async () => {
  const { ask, pass, snapshot, write } = await withCluster();
  await write("before");
  await ask("CreateDBClusterSnapshot", { DBClusterIdentifier: "chat", DBClusterSnapshotIdentifier: "s" });
  const copy = {
    SourceDBClusterSnapshotIdentifier: `arn:aws:rds:us-east-1:${account}:cluster-snapshot:s`,
    TargetDBClusterSnapshotIdentifier: "s-copy",
    CopyTags: true,
  };
  await expect(ask("CopyDBClusterSnapshot", copy, "eu-west-1")).rejects.toMatchObject({
    name: "InvalidDBClusterSnapshotStateFault",
  });
  await pass(91_000);
  await expect(ask("CopyDBClusterSnapshot", copy, "eu-west-1")).rejects.toMatchObject({
    name: "InvalidParameterCombination",
  });
  const wrong = { ...copy, KmsKeyId: key("us-east-1") };
  await expect(ask("CopyDBClusterSnapshot", wrong, "eu-west-1")).rejects.toMatchObject({
    name: "KMSKeyNotAccessibleFault",
  });
  await ask("CopyDBClusterSnapshot", { ...copy, KmsKeyId: key("eu-west-1") }, "eu-west-1");
  expect(await snapshot("s-copy", "eu-west-1")).toMatchObject({ Status: "copying" });
  await pass(241_000);
  expect(await snapshot("s-copy", "eu-west-1")).toMatchObject({
    Status: "available",
    KmsKeyId: key("eu-west-1"),
    SourceDBClusterSnapshotArn: copy.SourceDBClusterSnapshotIdentifier,
    TagList: [{ Key: "stage", Value: "test" }],
  });
});

test("a copy is restored beside the original, and serves what the original held at the snapshot", async () => {
  const { ask, pass, cluster, at, write, minute } = await withCluster();
  await write("before");
  await ask("CreateDBClusterSnapshot", { DBClusterIdentifier: "chat", DBClusterSnapshotIdentifier: "s" });
  await pass(2 * minute);
  await write("after");
  await ask("RestoreDBClusterFromSnapshot", {
    DBClusterIdentifier: "restored",
    SnapshotIdentifier: `arn:aws:rds:us-east-1:${account}:cluster-snapshot:s`,
    Engine: "aurora-postgresql",
  });
  expect((await cluster("restored"))?.Status).toBe("creating");
  await pass(5 * minute + 1);
  expect((await cluster("restored"))?.Status).toBe("available");
  expect(await at("restored")).toBeUndefined();
  await ask("CreateDBInstance", {
    DBInstanceIdentifier: "restored-1",
    DBInstanceClass: "db.serverless",
    Engine: "aurora-postgresql",
    DBClusterIdentifier: "restored",
  });
  await pass(5 * minute);
  expect(await (await at("restored"))?.rows("chat")).toEqual([{ id: "before" }]);
  expect(await (await at("chat"))?.rows("chat")).toHaveLength(2);
});

test("a point in time is restored to within the restorable times, and a clone is of now", async () => {
  const { ask, pass, clock, world, cluster, at, write, minute } = await withCluster();
  await write("good");
  await pass(minute);
  const moment = new Date(clock.now());
  await pass(minute);
  await (await at("chat"))?.transact([{ kind: "drop-table", table: "chat" }]);
  const source = { DBClusterIdentifier: "old", SourceDBClusterIdentifier: "chat" };
  const refused = async (more: object, name: string) =>
    expect(ask("RestoreDBClusterToPointInTime", { ...source, ...more })).rejects.toMatchObject({ name });
  await refused({}, "InvalidParameterCombination");
  await refused({ RestoreToTime: moment }, "InvalidParameterValue");
  await refused({ RestoreType: "copy-on-write", RestoreToTime: moment }, "InvalidParameterCombination");
  await refused({ RestoreToTime: new Date(0) }, "InvalidParameterValue");
  await pass(3 * minute);
  const { EarliestRestorableTime, LatestRestorableTime } = (await cluster("chat")) ?? {};
  expect(LatestRestorableTime?.getTime()).toBe(clock.now() - 3 * minute);
  expect(EarliestRestorableTime?.getTime()).toBeLessThan(moment.getTime());
  await ask("RestoreDBClusterToPointInTime", { ...source, RestoreToTime: moment });
  await ask("RestoreDBClusterToPointInTime", {
    ...source,
    DBClusterIdentifier: "clone",
    RestoreType: "copy-on-write",
    UseLatestRestorableTime: true,
  });
  await pass(7 * minute);
  const database = async (id: string) =>
    world.databases.database((await cluster(id))?.DbClusterResourceId?.toLowerCase() ?? "");
  expect(await (await database("old"))?.rows("chat")).toEqual([{ id: "good" }]);
  await expect((await database("clone"))?.rows("chat")).rejects.toMatchObject({ code: "42P01" });
  expect((await cluster("clone"))?.CloneGroupId).toBe((await cluster("chat"))?.CloneGroupId);
});

test("a cluster is deleted after its instances and its protection, with a last snapshot", async () => {
  const { ask, pass, cluster, snapshot, events, minute } = await withCluster();
  await ask("ModifyDBCluster", { DBClusterIdentifier: "chat", DeletionProtection: true });
  await expect(ask("ModifyDBCluster", { DBClusterIdentifier: "chat" })).rejects.toMatchObject({
    name: "InvalidDBClusterStateFault",
  });
  await pass(minute);
  const remove = { DBClusterIdentifier: "chat", FinalDBSnapshotIdentifier: "last" };
  await expect(ask("DeleteDBCluster", remove)).rejects.toMatchObject({ name: "InvalidParameterCombination" });
  await ask("ModifyDBCluster", { DBClusterIdentifier: "chat", DeletionProtection: false });
  await pass(minute);
  await expect(ask("DeleteDBCluster", remove)).rejects.toMatchObject({ name: "InvalidDBClusterStateFault" });
  await ask("DeleteDBInstance", { DBInstanceIdentifier: "chat-1" });
  await expect(ask("DeleteDBCluster", { DBClusterIdentifier: "chat" })).rejects.toMatchObject({
    name: "InvalidParameterCombination",
  });
  await ask("DeleteDBCluster", remove);
  expect((await cluster("chat"))?.Status).toBe("deleting");
  await pass(3 * minute);
  await expect(cluster("chat")).rejects.toMatchObject({ name: "DBClusterNotFoundFault" });
  expect((await snapshot("last"))?.Status).toBe("available");
  expect(messages(events)).toEqual(expect.arrayContaining(["RDS-EVENT-0171", "RDS-EVENT-0003"]));
  await ask("DeleteDBClusterSnapshot", { DBClusterSnapshotIdentifier: "last" });
  await expect(snapshot("last")).rejects.toMatchObject({ name: "DBClusterSnapshotNotFoundFault" });
});

test("what the database cannot do ends as failed, and is told", async () => {
  const { ask, pass, at, cluster, world, events, minute } = await withCluster();
  await pass(minute);
  const name = (await at("chat"))?.name ?? "";
  await world.databases.harm({ kind: "lose-log", database: name });
  await pass(4 * minute);
  await ask("RestoreDBClusterToPointInTime", {
    DBClusterIdentifier: "holed",
    SourceDBClusterIdentifier: "chat",
    UseLatestRestorableTime: true,
  });
  await pass(7 * minute);
  expect((await cluster("holed"))?.Status).toBe("failed");
  expect(messages(events)).toContain("RDS-EVENT-0354");
  await ask("DeleteDBCluster", { DBClusterIdentifier: "holed", SkipFinalSnapshot: true });
  await pass(2 * minute);
  await expect(cluster("holed")).rejects.toMatchObject({ name: "DBClusterNotFoundFault" });
});

test("a machine that fails at what a database can do is reported, beside the state that AWS would tell", async () => {
  const { ask, pass, cluster, world, reported, minute } = await withCluster();
  const full = new Error("ENOSPC: no space left on device");
  world.databases.recover = () => Promise.reject(full);
  await ask("RestoreDBClusterToPointInTime", {
    DBClusterIdentifier: "restored",
    SourceDBClusterIdentifier: "chat",
    UseLatestRestorableTime: true,
  });
  await pass(7 * minute);
  expect((await cluster("restored"))?.Status).toBe("failed");
  expect(reported).toEqual([full]);
});

test("a global cluster's secondary follows, and takes writes once it is removed from it", async () => {
  const { ask, pass, at, write, minute } = await withCluster();
  await ask("CreateGlobalCluster", {
    GlobalClusterIdentifier: "world",
    SourceDBClusterIdentifier: `arn:aws:rds:us-east-1:${account}:cluster:chat`,
  });
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
  await write("everywhere");
  await pass(1000);
  const secondary = await at("chat", "eu-west-1");
  expect(await secondary?.rows("chat")).toEqual([{ id: "everywhere" }]);
  const { GlobalClusters = [] } = await ask("DescribeGlobalClusters", { GlobalClusterIdentifier: "world" });
  expect(GlobalClusters[0]?.GlobalClusterMembers).toMatchObject([{ IsWriter: true }, { IsWriter: false }]);
  const member = `arn:aws:rds:eu-west-1:${account}:cluster:chat`;
  await ask("RemoveFromGlobalCluster", { GlobalClusterIdentifier: "world", DbClusterIdentifier: member });
  await secondary?.transact([{ kind: "insert", table: "chat", row: { id: "here" } }]);
  expect(await secondary?.rows("chat")).toHaveLength(2);
});

test("tags are added to, listed of and taken off what an ARN names", async () => {
  const { ask } = await withCluster();
  const ResourceName = `arn:aws:rds:us-east-1:${account}:cluster:chat`;
  await ask("AddTagsToResource", { ResourceName, Tags: [{ Key: "run", Value: "1" }] });
  await ask("RemoveTagsFromResource", { ResourceName, TagKeys: ["stage"] });
  expect(await ask("ListTagsForResource", { ResourceName })).toEqual({
    TagList: [{ Key: "run", Value: "1" }],
  });
});

test("a key that KMS does not use is not accessible", async () => {
  const { ask, pass, refuseKeys, minute } = await withCluster();
  await ask("CreateDBClusterSnapshot", { DBClusterIdentifier: "chat", DBClusterSnapshotIdentifier: "s" });
  await pass(2 * minute);
  refuseKeys();
  const copy = { SourceDBClusterSnapshotIdentifier: "s", TargetDBClusterSnapshotIdentifier: "t" };
  await expect(ask("CopyDBClusterSnapshot", copy)).rejects.toMatchObject({
    name: "KMSKeyNotAccessibleFault",
  });
  const restore = { DBClusterIdentifier: "r", SnapshotIdentifier: "s", Engine: "aurora-postgresql" };
  await expect(ask("RestoreDBClusterFromSnapshot", restore)).rejects.toMatchObject({
    name: "KMSKeyNotAccessibleFault",
  });
});
