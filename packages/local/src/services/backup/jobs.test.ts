import { beforeEach, expect, test } from "vitest";
import { type BackupCloud, backupCloud, day, role } from "./backup.fixture.ts";

let cloud: BackupCloud;
beforeEach(async () => {
  cloud = await backupCloud();
});

test("a backup passes through its states and makes a point with size, tags and lifecycle", async () => {
  const id = await cloud.start({
    Lifecycle: { DeleteAfterDays: 30 },
    RecoveryPointTags: { "signalbox:class": "daily" },
  });
  expect(await cloud.job(id)).toMatchObject({ State: "CREATED", PercentDone: "0.0" });
  await cloud.pass(2_000);
  expect((await cloud.job(id)).State).toBe("PENDING");
  await cloud.pass(5_000);
  const running = await cloud.job(id);
  expect(running.State).toBe("RUNNING");
  expect(Number(running.PercentDone)).toBeGreaterThan(0);
  expect(running.RecoveryPointArn).toBeUndefined();
  await cloud.pass(60_000);
  const { RecoveryPointArn, ...done } = await cloud.job(id);
  expect(done).toMatchObject({ State: "COMPLETED", PercentDone: "100.0", BackupSizeInBytes: 56 });
  const where = { BackupVaultName: "main", RecoveryPointArn };
  expect(await cloud.call("backup", "DescribeRecoveryPoint", where)).toMatchObject({
    Status: "COMPLETED",
    ResourceType: "EFS",
    ResourceArn: cloud.system.FileSystemArn,
    EncryptionKeyArn: cloud.here.keyArn,
    Lifecycle: { DeleteAfterDays: 30 },
    StorageClass: "WARM",
  });
  const { Tags } = await cloud.call("backup", "ListTags", { ResourceArn: RecoveryPointArn });
  expect(Tags).toEqual({ "signalbox:class": "daily" });
});

test("the same token starts one job, another token another", async () => {
  const first = await cloud.start({ IdempotencyToken: "a" });
  expect(await cloud.start({ IdempotencyToken: "a" })).toBe(first);
  expect(await cloud.start({ IdempotencyToken: "b" })).not.toBe(first);
  const { BackupJobs } = await cloud.call("backup", "ListBackupJobs", { ByState: "CREATED" });
  expect(BackupJobs).toHaveLength(2);
});

test("a job that is stopped ends aborted without a point; one that is over cannot be stopped", async () => {
  const id = await cloud.start();
  await cloud.pass(5_000);
  await cloud.call("backup", "StopBackupJob", { BackupJobId: id });
  expect((await cloud.job(id)).State).toBe("ABORTING");
  await cloud.pass(60_000);
  expect((await cloud.job(id)).State).toBe("ABORTED");
  const { RecoveryPoints } = await cloud.call("backup", "ListRecoveryPointsByBackupVault", {
    BackupVaultName: "main",
  });
  expect(RecoveryPoints).toEqual([]);
  expect(await cloud.world.files.exists(`point-${id}`)).toBe(false);
  await expect(cloud.call("backup", "StopBackupJob", { BackupJobId: id })).rejects.toMatchObject({
    name: "InvalidRequestException",
  });
});

test.each([
  ["fail", "FAILED", false],
  ["abort", "ABORTED", false],
  ["expire", "EXPIRED", false],
  ["partial", "PARTIAL", true],
  ["issues", "COMPLETED", true],
] as const)("a job that is to %s ends %s", async (outcome, state, hasPoint) => {
  cloud.misfortunes.backup = { outcome, message: "of the test" };
  const id = await cloud.start({ StartWindowMinutes: 60 });
  await cloud.pass(2 * 3_600_000);
  const job = await cloud.job(id);
  expect(job.State).toBe(state);
  if (outcome !== "expire") expect(job.StatusMessage).toBe("of the test");
  expect(job.RecoveryPointArn !== undefined).toBe(hasPoint);
});

test("a slow job is late, and expires when its completion window is over first", async () => {
  cloud.misfortunes.backup = { delayMs: 2 * 3_600_000 };
  const late = await cloud.start();
  const lost = await cloud.start({ StartWindowMinutes: 60, CompleteWindowMinutes: 30 });
  await cloud.pass(3_600_000);
  expect((await cloud.job(late)).State).toBe("RUNNING");
  await cloud.pass(2 * 3_600_000);
  expect((await cloud.job(late)).State).toBe("COMPLETED");
  expect((await cloud.job(lost)).State).toBe("EXPIRED");
});

test("an empty backup completes as any other, with no bytes", async () => {
  cloud.misfortunes.backup = { damage: "empty" };
  const id = await cloud.start();
  await cloud.pass(60_000);
  expect(await cloud.job(id)).toMatchObject({ State: "COMPLETED", BackupSizeInBytes: 0 });
});

test("a job fails whose vault went while it waited; one for what is not there is not even started", async () => {
  const id = await cloud.start();
  await cloud.call("backup", "DeleteBackupVault", { BackupVaultName: "main" });
  await cloud.pass(60_000);
  expect(await cloud.job(id)).toMatchObject({
    State: "FAILED",
    StatusMessage: `Backup job failed because backup vault ${cloud.here.arn} does not exist.`,
  });
  await expect(cloud.start()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(
    cloud.start({ ResourceArn: "arn:aws:ec2:us-east-1:123456789012:volume/v" }),
  ).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("a copy has the other vault's key and its own lifecycle, and outlives its source", async () => {
  const source = await cloud.point({ Lifecycle: { DeleteAfterDays: 7 } });
  const copy = await cloud.copy(source, { Lifecycle: { DeleteAfterDays: 365 } });
  expect(copy).toMatchObject({ State: "COMPLETED", DestinationEncryptionKeyArn: cloud.there.keyArn });
  await cloud.pass(8 * day);
  const gone = { BackupVaultName: "main", RecoveryPointArn: source };
  await expect(cloud.call("backup", "DescribeRecoveryPoint", gone)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const kept = { BackupVaultName: "main", RecoveryPointArn: copy?.DestinationRecoveryPointArn };
  const described = await cloud.call("backup", "DescribeRecoveryPoint", kept, "us-west-2");
  expect(described).toMatchObject({
    SourceBackupVaultArn: cloud.here.arn,
    EncryptionKeyArn: cloud.there.keyArn,
    Lifecycle: { DeleteAfterDays: 365 },
  });
  expect((await cloud.restore(kept.RecoveryPointArn ?? "", {}, "us-west-2")).Status).toBe("COMPLETED");
});

test("a copy fails by a vault that is not there, and by a key of either side that cannot be used", async () => {
  const source = await cloud.point();
  const elsewhere = cloud.there.arn.replace(":main", ":other");
  expect(await cloud.copy(source, { DestinationBackupVaultArn: elsewhere })).toMatchObject({
    State: "FAILED",
    StatusMessage: expect.stringContaining("other does not exist"),
  });
  for (const [region, { keyArn }] of [
    ["us-west-2", cloud.there],
    ["us-east-1", cloud.here],
  ] as const) {
    await cloud.call("kms", "DisableKey", { KeyId: keyArn }, region);
    expect(await cloud.copy(source)).toMatchObject({
      State: "FAILED",
      StatusMessage: expect.stringContaining(`KMSKeyNotAccessible: the KMS key ${keyArn}`),
    });
    await cloud.call("kms", "EnableKey", { KeyId: keyArn }, region);
  }
  expect((await cloud.copy(source))?.State).toBe("COMPLETED");
});

test("a restore makes a new file system with what was backed up in a directory of its own", async () => {
  const point = await cloud.point();
  await cloud.world.files.write(cloud.id, "uploads/one", Buffer.from("changed since"));
  const job = await cloud.restore(point);
  expect(job).toMatchObject({ Status: "COMPLETED", BackupSizeInBytes: 56 });
  const restored = job.CreatedResourceArn?.split("/")[1] ?? "";
  expect(restored).not.toBe(cloud.id);
  const files = await cloud.world.files.list(restored);
  expect(files.map(({ path }) => path.replace(/^aws-backup-restore_[^/]+\//, ""))).toEqual([
    "uploads/one",
    "uploads/three",
    "uploads/two",
  ]);
  const content = await cloud.world.files.read(restored, files[0]?.path ?? "");
  expect(Buffer.from(content).toString()).toBe("the content of one");
});

test("a restore into the file system itself leaves what is there, and takes only the items that are named", async () => {
  const point = await cloud.point();
  const job = await cloud.restore(point, { newFileSystem: "false", itemsToRestore: '["/uploads/two"]' });
  expect(job.CreatedResourceArn).toBe(cloud.system.FileSystemArn);
  const paths = (await cloud.world.files.list(cloud.id)).map(({ path }) => path);
  expect(paths.filter((path) => path.startsWith("aws-backup-restore_"))).toHaveLength(1);
  expect(paths).toHaveLength(4);
});

test("a restore says what it lacks, fails by its key, and is validated once it is complete", async () => {
  const point = await cloud.point();
  await expect(
    cloud.call("backup", "StartRestoreJob", {
      RecoveryPointArn: point,
      IamRoleArn: role,
      Metadata: { newFileSystem: "true" },
    }),
  ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  await cloud.call("kms", "DisableKey", { KeyId: cloud.here.keyArn });
  const failed = await cloud.restore(point);
  expect(failed).toMatchObject({
    Status: "FAILED",
    StatusMessage: expect.stringContaining("KMSKeyNotAccessible"),
  });
  const validate = (RestoreJobId: string | undefined) =>
    cloud.call("backup", "PutRestoreValidationResult", { RestoreJobId, ValidationStatus: "SUCCESSFUL" });
  await expect(validate(failed.RestoreJobId)).rejects.toMatchObject({ name: "InvalidRequestException" });
  await cloud.call("kms", "EnableKey", { KeyId: cloud.here.keyArn });
  const { RestoreJobId } = await cloud.restore(point);
  await validate(RestoreJobId);
  expect(await cloud.call("backup", "DescribeRestoreJob", { RestoreJobId })).toMatchObject({
    ValidationStatus: "SUCCESSFUL",
  });
});
