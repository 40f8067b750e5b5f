import type { AwsEvent } from "../../world/world.ts";
import { elasticfilesystem } from "../elasticfilesystem/service.ts";
import { kms } from "../kms/service.ts";
import { rds } from "../rds/service.ts";
import { s3 } from "../s3/service.ts";
import type { Input } from "../service.ts";
import { surroundings } from "../testing.ts";
import type { BackupHazards, JobKind, Misfortune } from "./hazards.ts";
import { backup } from "./service.ts";

export const day = 86_400_000;
export const role = "arn:aws:iam::123456789012:role/backup";

/** A vault in each of two regions, with keys of their own, and a file system with three files in the first. */
export async function backupCloud() {
  const misfortunes: Partial<Record<JobKind, Misfortune>> = {};
  const hazards: BackupHazards = { befalls: ({ kind }) => misfortunes[kind] ?? {} };
  const cloud = surroundings((world) => [
    backup(world, hazards),
    elasticfilesystem(world),
    kms(world),
    rds(world),
    s3(world),
  ]);
  const { call, world } = cloud;
  const events: AwsEvent[] = [];
  world.events.subscribe((event) => events.push(event));
  const vault = async (region: string) => {
    const key = await call("kms", "CreateKey", {}, region);
    const EncryptionKeyArn = key.KeyMetadata?.Arn ?? "";
    const made = await call(
      "backup",
      "CreateBackupVault",
      { BackupVaultName: "main", EncryptionKeyArn },
      region,
    );
    return { keyArn: EncryptionKeyArn, arn: made.BackupVaultArn ?? "" };
  };
  const [here, there] = [await vault("us-east-1"), await vault("us-west-2")];
  const system = await call("elasticfilesystem", "CreateFileSystem", { CreationToken: "uploads" });
  const id = system.FileSystemId ?? "";
  for (const name of ["one", "two", "three"])
    await world.files.write(id, `uploads/${name}`, Buffer.from(`the content of ${name}`));
  await cloud.pass(10_000);

  const start = async (more: Partial<Input<"backup", "StartBackupJob">> = {}): Promise<string> => {
    const started = await call("backup", "StartBackupJob", {
      BackupVaultName: "main",
      ResourceArn: system.FileSystemArn,
      IamRoleArn: role,
      ...more,
    });
    return started.BackupJobId ?? "";
  };
  const job = (BackupJobId: string) => call("backup", "DescribeBackupJob", { BackupJobId });
  /** A point that is whole. */
  const point = async (more: Partial<Input<"backup", "StartBackupJob">> = {}): Promise<string> => {
    const id = await start(more);
    await cloud.pass(60_000);
    return (await job(id)).RecoveryPointArn ?? "";
  };
  const copy = async (RecoveryPointArn: string, more: Partial<Input<"backup", "StartCopyJob">> = {}) => {
    const started = await call("backup", "StartCopyJob", {
      RecoveryPointArn,
      SourceBackupVaultName: "main",
      DestinationBackupVaultArn: there.arn,
      IamRoleArn: role,
      ...more,
    });
    await cloud.pass(60_000);
    return (await call("backup", "DescribeCopyJob", { CopyJobId: started.CopyJobId })).CopyJob;
  };
  const restore = async (
    RecoveryPointArn: string,
    more: Readonly<Record<string, string>> = {},
    region = "us-east-1",
  ) => {
    const { RestoreMetadata } = await call(
      "backup",
      "GetRecoveryPointRestoreMetadata",
      { BackupVaultName: "main", RecoveryPointArn },
      region,
    );
    const Metadata = { ...RestoreMetadata, newFileSystem: "true", CreationToken: "restored", ...more };
    const { RestoreJobId } = await call(
      "backup",
      "StartRestoreJob",
      { RecoveryPointArn, IamRoleArn: role, Metadata },
      region,
    );
    await cloud.pass(60_000);
    return await call("backup", "DescribeRestoreJob", { RestoreJobId }, region);
  };
  const details = (type: string) =>
    events.filter((event) => event["detail-type"] === type).map(({ detail }) => detail);
  return {
    ...cloud,
    misfortunes,
    events,
    details,
    here,
    there,
    system,
    id,
    start,
    job,
    point,
    copy,
    restore,
  };
}

export type BackupCloud = Awaited<ReturnType<typeof backupCloud>>;
