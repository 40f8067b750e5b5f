import { expect, test } from "vitest";
import { boot } from "../boot.ts";
import { virtualClock } from "../world/clock.ts";

const here = "us-east-1";

test("the stacks' own roles let AWS Backup back up, copy and restore beside what is there, and nothing more", async () => {
  const clock = virtualClock();
  const setting = { config: "staging", clock, port: 0, seed: 1, requestsPerSecond: 1, policy: {} };
  await clock.run(
    (async () => {
      const { world, stop } = await boot(setting);
      const caller = { region: here, principal: { kind: "person" } } as const;
      await clock.sleep(600_000);
      const { BackupVaultList: [vault] = [] } = await world.call("backup", "ListBackupVaults", {}, caller);
      const { DBClusters: [cluster] = [] } = await world.call("rds", "DescribeDBClusters", {}, caller);
      const { Buckets = [] } = await world.call("s3", "ListBuckets", {}, caller);
      const bucket = Buckets.find(({ Name }) => Name?.includes(`-files-${world.account}-${here}`))?.Name;
      await world.call("s3", "PutObject", { Bucket: bucket, Key: "a", Body: Buffer.from("upload") }, caller);
      const BackupVaultName = vault?.BackupVaultName ?? "";
      const role = `arn:aws:iam::${world.account}:role/${BackupVaultName}-${here}`;
      const made = async (ResourceArn: string | undefined) => {
        const start = {
          BackupVaultName,
          ResourceArn,
          IamRoleArn: `${role}-backup-jobs`,
          Lifecycle: { DeleteAfterDays: 30 },
        };
        const { BackupJobId } = await world.call("backup", "StartBackupJob", start, caller);
        await clock.sleep(600_000);
        const job = await world.call("backup", "DescribeBackupJob", { BackupJobId }, caller);
        expect(job).toMatchObject({ State: "COMPLETED" });
        return job.RecoveryPointArn ?? "";
      };
      const restored = async (RecoveryPointArn: string, more: Record<string, string>) => {
        const where = { BackupVaultName, RecoveryPointArn };
        const read = await world.call("backup", "GetRecoveryPointRestoreMetadata", where, caller);
        const Metadata = { ...read.RestoreMetadata, ...more };
        const start = { RecoveryPointArn, IamRoleArn: `${role}-restore-jobs`, Metadata };
        const { RestoreJobId } = await world.call("backup", "StartRestoreJob", start, caller);
        await clock.sleep(1_200_000);
        return await world.call("backup", "DescribeRestoreJob", { RestoreJobId }, caller);
      };
      const refused = {
        Status: "FAILED",
        StatusMessage: expect.stringContaining("is not authorized to perform"),
      };

      const database = await made(cluster?.DBClusterArn);
      const beside = { DBClusterIdentifier: `${cluster?.DBClusterIdentifier}-verify` };
      expect(await restored(database, beside)).toMatchObject({ Status: "COMPLETED" });
      expect(await restored(database, { DBClusterIdentifier: "elsewhere" })).toMatchObject(refused);

      const files = await made(`arn:aws:s3:::${bucket}`);
      const own = { NewBucket: "true", DestinationBucketName: `${BackupVaultName}-restored` };
      expect(await restored(files, own)).toMatchObject({ Status: "COMPLETED" });
      expect(await restored(files, { ...own, DestinationBucketName: "elsewhere" })).toMatchObject(refused);

      const there = vault?.BackupVaultArn?.replace(here, "eu-west-1");
      const copy = {
        RecoveryPointArn: database,
        SourceBackupVaultName: BackupVaultName,
        DestinationBackupVaultArn: there,
        IamRoleArn: `${role}-backup-jobs`,
      };
      const { CopyJobId } = await world.call("backup", "StartCopyJob", copy, caller);
      await clock.sleep(1_200_000);
      const { CopyJob } = await world.call("backup", "DescribeCopyJob", { CopyJobId }, caller);
      expect(CopyJob).toMatchObject({ State: "COMPLETED" });
      await stop();
    })(),
  );
});
