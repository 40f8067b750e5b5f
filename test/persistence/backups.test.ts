import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, createCloud } from "@signalbox/local/cloud";
import { imageFor } from "@signalbox/local/images/catalogue";
import type { ServiceName } from "@signalbox/local/services/modules";
import type { Input, OperationName, Output } from "@signalbox/local/services/service";
import { openStore } from "@signalbox/local/store/store";
import { virtualClock } from "@signalbox/local/world/clock";
import { openFiles } from "@signalbox/local/world/files/open-files";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import { afterAll, expect, test } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "signalbox-backups-"));
afterAll(() => rmSync(directory, { recursive: true }));

const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
const role = "arn:aws:iam::123456789012:role/backup";
const first = Date.UTC(2026, 0, 1);

type Ask = <S extends ServiceName, Op extends OperationName<S>>(
  service: S,
  operation: Op,
  input: Input<S, Op>,
) => Promise<Output<S, Op>>;

/** Opens the cloud on the directory's state at a moment, does `work` and stops. */
async function onStore<T>(start: number, work: (ask: Ask, cloud: Cloud) => Promise<T>): Promise<T> {
  const clock = virtualClock(start);
  const store = openStore(directory);
  const done = await clock.run(
    (async () => {
      const plane = modelPlane({ clock, random: random(1), imageFor });
      const files = openFiles(clock, directory);
      const cloud = createCloud({ clock, seed: start, plane, files }, [], store);
      await cloud.keeper?.restore();
      await cloud.keeper?.start({});
      cloud.keeper?.carryOn();
      const result = await work(
        (service, operation, input) => cloud.world.call(service, operation, input, caller),
        cloud,
      );
      await cloud.stop();
      return result;
    })(),
  );
  store.close();
  return done;
}

test("jobs go on after a restart, and what they back up, lock and encrypt is still there", async () => {
  const made = await onStore(first, async (ask, { world }) => {
    const key = await ask("kms", "CreateKey", {});
    await ask("kms", "CreateAlias", { AliasName: "alias/mine", TargetKeyId: key.KeyMetadata?.KeyId });
    await ask("backup", "CreateBackupVault", { BackupVaultName: "main", EncryptionKeyArn: "alias/mine" });
    await ask("backup", "PutBackupVaultLockConfiguration", { BackupVaultName: "main", MinRetentionDays: 7 });
    const system = await ask("elasticfilesystem", "CreateFileSystem", { CreationToken: "uploads" });
    await world.files.write(system.FileSystemId ?? "", "uploads/one", Buffer.from("one"));
    await ask("s3", "CreateBucket", { Bucket: "uploads" });
    await ask("s3", "PutObject", { Bucket: "uploads", Key: "a/b", Body: Buffer.from("object") });
    await world.clock.sleep(10_000);
    const start = { BackupVaultName: "main", ResourceArn: system.FileSystemArn, IamRoleArn: role };
    const running = await ask("backup", "StartBackupJob", { ...start, Lifecycle: { DeleteAfterDays: 7 } });
    await world.clock.sleep(6_000);
    const created = await ask("backup", "StartBackupJob", {
      ...start,
      IdempotencyToken: "once",
      Lifecycle: { DeleteAfterDays: 7 },
    });
    const job = await ask("backup", "DescribeBackupJob", { BackupJobId: running.BackupJobId });
    expect(job.State).toBe("RUNNING");
    return { start, jobs: [running.BackupJobId, created.BackupJobId] };
  });
  await onStore(first + 60_000, async (ask, { world }) => {
    await world.clock.sleep(60_000);
    const again = { ...made.start, IdempotencyToken: "once", Lifecycle: { DeleteAfterDays: 7 } };
    expect((await ask("backup", "StartBackupJob", again)).BackupJobId).toBe(made.jobs[1]);
    for (const BackupJobId of made.jobs)
      expect(await ask("backup", "DescribeBackupJob", { BackupJobId })).toMatchObject({
        State: "COMPLETED",
        BackupSizeInBytes: 3,
      });
    const { RecoveryPoints = [] } = await ask("backup", "ListRecoveryPointsByBackupVault", {
      BackupVaultName: "main",
    });
    expect(RecoveryPoints).toHaveLength(2);
    const point = { BackupVaultName: "main", RecoveryPointArn: RecoveryPoints[0]?.RecoveryPointArn };
    await expect(ask("backup", "DeleteRecoveryPoint", point)).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
    const { RestoreMetadata } = await ask("backup", "GetRecoveryPointRestoreMetadata", point);
    const { RestoreJobId } = await ask("backup", "StartRestoreJob", {
      RecoveryPointArn: point.RecoveryPointArn,
      IamRoleArn: role,
      Metadata: { ...RestoreMetadata, newFileSystem: "true", CreationToken: "restored" },
    });
    await world.clock.sleep(60_000);
    const { CreatedResourceArn = "" } = await ask("backup", "DescribeRestoreJob", { RestoreJobId });
    const files = await world.files.list(CreatedResourceArn.split("/")[1] ?? "");
    expect(files.map(({ path }) => path.replace(/^[^/]+\//, ""))).toEqual(["uploads/one"]);
    expect((await ask("s3", "HeadObject", { Bucket: "uploads", Key: "a/b" })).ContentLength).toBe(6);
    expect((await ask("kms", "DescribeKey", { KeyId: "alias/mine" })).KeyMetadata?.Enabled).toBe(true);
  });
});
