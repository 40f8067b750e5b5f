import { beforeEach, describe, expect, test } from "vitest";
import { type BackupCloud, backupCloud, role } from "./backup.fixture.ts";

let cloud: BackupCloud;
beforeEach(async () => {
  cloud = await backupCloud();
});

/** Backs the resource up, and answers its point. */
const pointOf = async (ResourceArn: string | undefined): Promise<string> => {
  const id = await cloud.start({ ResourceArn });
  await cloud.pass(600_000);
  const job = await cloud.job(id);
  expect(job).toMatchObject({ State: "COMPLETED", EncryptionKeyArn: cloud.here.keyArn });
  return job.RecoveryPointArn ?? "";
};
const restored = async (RecoveryPointArn: string, more: Record<string, string>, region = "us-east-1") => {
  const where = { BackupVaultName: "main", RecoveryPointArn };
  const { RestoreMetadata } = await cloud.call("backup", "GetRecoveryPointRestoreMetadata", where, region);
  const { RestoreJobId } = await cloud.call(
    "backup",
    "StartRestoreJob",
    { RecoveryPointArn, IamRoleArn: role, Metadata: { ...RestoreMetadata, ...more } },
    region,
  );
  await cloud.pass(1_200_000);
  return await cloud.call("backup", "DescribeRestoreJob", { RestoreJobId }, region);
};

describe("an Aurora cluster", () => {
  let arn: string | undefined;
  beforeEach(async () => {
    await cloud.call("rds", "CreateDBSubnetGroup", {
      DBSubnetGroupName: "chat",
      DBSubnetGroupDescription: "chat",
      SubnetIds: ["subnet-1", "subnet-2"],
    });
    const { DBCluster } = await cloud.call("rds", "CreateDBCluster", {
      DBClusterIdentifier: "chat",
      Engine: "aurora-postgresql",
      MasterUsername: "webui",
      MasterUserPassword: "secret-enough",
      StorageEncrypted: true,
      KmsKeyId: cloud.here.keyArn,
      DBSubnetGroupName: "chat",
    });
    arn = DBCluster?.DBClusterArn;
    await cloud.pass(600_000);
    await write("one");
  });
  const database = async (id = "chat", region = "us-east-1") => {
    const found = await cloud.call("rds", "DescribeDBClusters", { DBClusterIdentifier: id }, region);
    const made = cloud.world.databases.database(
      found.DBClusters?.[0]?.DbClusterResourceId?.toLowerCase() ?? "",
    );
    if (!made) throw new Error(`${id} has no database`);
    return made;
  };
  const write = async (id: string): Promise<void> => {
    const table = { name: "chat", columns: { id: "text" }, key: "id" } as const;
    await (await database()).transact([
      { kind: "create-table", table },
      { kind: "insert", table: "chat", row: { id } },
    ]);
  };
  const rows = async (id: string, region?: string) =>
    (await (await database(id, region)).rows("chat")).length;

  test("is backed up as a snapshot of RDS, copied and restored beside itself in another region", async () => {
    const point = await pointOf(arn);
    expect(point).toMatch(/^arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:job-/);
    await write("two");
    const started = await cloud.call("backup", "StartCopyJob", {
      RecoveryPointArn: point,
      SourceBackupVaultName: "main",
      DestinationBackupVaultArn: cloud.there.arn,
      IamRoleArn: role,
    });
    await cloud.pass(1_200_000);
    const { CopyJob } = await cloud.call("backup", "DescribeCopyJob", { CopyJobId: started.CopyJobId });
    expect(CopyJob).toMatchObject({ State: "COMPLETED", DestinationEncryptionKeyArn: cloud.there.keyArn });
    await cloud.call(
      "rds",
      "CreateDBSubnetGroup",
      { DBSubnetGroupName: "chat", DBSubnetGroupDescription: "chat", SubnetIds: ["subnet-3", "subnet-4"] },
      "us-west-2",
    );
    const beside = { DBClusterIdentifier: "chat-restored", KmsKeyId: cloud.there.keyArn };
    const job = await restored(CopyJob?.DestinationRecoveryPointArn ?? "", beside, "us-west-2");
    expect(job).toMatchObject({
      Status: "COMPLETED",
      CreatedResourceArn: "arn:aws:rds:us-west-2:123456789012:cluster:chat-restored",
    });
    expect(await rows("chat-restored", "us-west-2")).toBe(1);
    expect(await rows("chat")).toBe(2);
  });

  test("is restored only beside itself", async () => {
    const point = await pointOf(arn);
    expect(await restored(point, {})).toMatchObject({ Status: "FAILED" });
    expect(await rows("chat")).toBe(1);
  });

  test("an empty backup of it has no table", async () => {
    cloud.misfortunes.backup = { damage: "empty" };
    const point = await pointOf(arn);
    await restored(point, { DBClusterIdentifier: "chat-restored" });
    expect((await (await database("chat-restored")).contents()).tables).toEqual({});
  });

  test("its snapshot goes with its point", async () => {
    const point = await pointOf(arn);
    const snapshots = async () =>
      (await cloud.call("rds", "DescribeDBClusterSnapshots", { SnapshotType: "awsbackup" }))
        .DBClusterSnapshots;
    expect(await snapshots()).toHaveLength(1);
    await cloud.call("backup", "DeleteRecoveryPoint", { BackupVaultName: "main", RecoveryPointArn: point });
    expect(await snapshots()).toEqual([]);
  });
});

test("a bucket is backed up only with versions, and restored into a new one or itself", async () => {
  await cloud.call("s3", "CreateBucket", { Bucket: "uploads" });
  await cloud.call("s3", "PutObject", { Bucket: "uploads", Key: "a/1", Body: Buffer.from("one") });
  const arn = "arn:aws:s3:::uploads";
  await expect(cloud.start({ ResourceArn: arn })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
  await cloud.call("s3", "PutBucketVersioning", {
    Bucket: "uploads",
    VersioningConfiguration: { Status: "Enabled" },
  });
  const point = await pointOf(arn);
  await cloud.call("s3", "PutObject", { Bucket: "uploads", Key: "a/1", Body: Buffer.from("changed") });
  const job = await restored(point, { DestinationBucketName: "beside", NewBucket: "true" });
  expect(job).toMatchObject({ Status: "COMPLETED", CreatedResourceArn: "arn:aws:s3:::beside" });
  const content = async (bucket: string) =>
    Buffer.from(await cloud.world.files.read(`bucket-${bucket}`, "a/1")).toString();
  expect([await content("beside"), await content("uploads")]).toEqual(["one", "changed"]);
  await restored(point, {});
  expect(await content("uploads")).toBe("one");
});
