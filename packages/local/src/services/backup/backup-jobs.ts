import type { BackupJob as Shown } from "@aws-sdk/client-backup";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { type Backups, jobOfToken, rememberToken, resourceFor, vaultOf } from "./backups.ts";
import { tellBackupJob } from "./events.ts";
import { type BackupJob, percentDone } from "./job.ts";
import { readLifecycle } from "./lifecycle.ts";
import { pageOfJobs } from "./page-of-jobs.ts";
import { runBackupJob } from "./run-backup-job.ts";
import { windows } from "./timing.ts";
import { invalidRequest, missing, notFound } from "./vault.ts";

const minute = 60_000;

export async function startBackupJob(
  backups: Backups,
  input: Input<"backup", "StartBackupJob">,
  { region }: CallContext,
): Promise<Output<"backup", "StartBackupJob">> {
  refuseUnsupported("StartBackupJob", input, [
    "BackupVaultName",
    "ResourceArn",
    "IamRoleArn",
    "IdempotencyToken",
    "StartWindowMinutes",
    "CompleteWindowMinutes",
    "Lifecycle",
    "RecoveryPointTags",
  ]);
  const { ResourceArn: resourceArn, IamRoleArn: roleArn, IdempotencyToken: token } = input;
  if (resourceArn === undefined) throw missing("ResourceArn");
  if (roleArn === undefined) throw missing("IamRoleArn");
  const state = backups.of(region);
  const before = state.backupJobs.get(jobOfToken(state, "StartBackupJob", token) ?? "");
  if (before) return started(before);
  const vault = await vaultOf(backups, region, input.BackupVaultName);
  const resource = resourceFor(backups, resourceArn);
  const found = await resource.find(resourceArn);
  if (!found) throw notFound(`${resourceArn} does not exist or is not available`);
  const now = backups.world.clock.now();
  const id = backups.random.uuid();
  const point = resource.point({ region, job: "job", id });
  const startBy = now + (input.StartWindowMinutes ?? windows.start) * minute;
  const job: BackupJob = {
    id,
    region,
    roleArn,
    resourceArn,
    resourceType: resource.type,
    created: now,
    startBy,
    completeBy: startBy + (input.CompleteWindowMinutes ?? windows.complete) * minute,
    misfortune: backups.hazards.befalls({ kind: "backup", resourceType: resource.type, region }),
    vaultName: vault.name,
    vaultArn: vault.arn,
    pointArn: point.arn,
    content: point.content,
    lifecycle: readLifecycle(input.Lifecycle),
    tags: input.RecoveryPointTags ?? {},
    state: "CREATED",
    metadata: found.metadata,
    keyArn: found.encryption === "vault" ? vault.keyArn : found.encryption.keyArn,
    message: undefined,
    runningSince: undefined,
    endsAt: undefined,
    completed: undefined,
    sizeBytes: undefined,
  };
  state.backupJobs.set(id, job);
  rememberToken(state, "StartBackupJob", token, id);
  tellBackupJob(backups, job);
  backups.world.background(`backup job ${id}`, () => runBackupJob(backups, job));
  return started(job);
}

/** The point's ARN is known at once for types that AWS Backup manages whole, such as EFS and S3. */
const started = ({ id, created, pointArn, resourceType }: BackupJob): Output<"backup", "StartBackupJob"> => ({
  BackupJobId: id,
  CreationDate: new Date(created),
  IsParent: false,
  ...(resourceType !== "Aurora" && { RecoveryPointArn: pointArn }),
});

export function backupJobOf(backups: Backups, region: string, id: string | undefined): BackupJob {
  const job = backups.of(region).backupJobs.get(id ?? "");
  if (!job) throw notFound(`Backup job ${id} does not exist in ${region}`);
  return job;
}

export function stopBackupJob(backups: Backups, job: BackupJob): void {
  if (!["CREATED", "PENDING", "RUNNING"].includes(job.state))
    throw invalidRequest(`Backup job ${job.id} cannot be stopped: it is ${job.state}`);
  job.state = "ABORTING";
  tellBackupJob(backups, job);
  backups.world.background(`stop of backup job ${job.id}`, () => runBackupJob(backups, job));
}

export function listBackupJobs(
  backups: Backups,
  input: Input<"backup", "ListBackupJobs">,
  { region }: CallContext,
): Output<"backup", "ListBackupJobs"> {
  refuseUnsupported("ListBackupJobs", input, [
    "ByResourceArn",
    "ByResourceType",
    "ByBackupVaultName",
    "ByState",
    "ByCreatedBefore",
    "ByCreatedAfter",
    "NextToken",
    "MaxResults",
  ]);
  const { items, nextToken } = pageOfJobs(
    backups.of(region).backupJobs,
    input,
    (job) =>
      (input.ByResourceArn ?? job.resourceArn) === job.resourceArn &&
      (input.ByBackupVaultName ?? job.vaultName) === job.vaultName &&
      (input.ByState ?? job.state) === job.state,
  );
  return {
    BackupJobs: items.map((job) => shownBackupJob(backups, job)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export function shownBackupJob({ world }: Backups, job: BackupJob): Shown {
  const done = job.state === "COMPLETED" || job.state === "PARTIAL";
  return {
    AccountId: world.account,
    BackupJobId: job.id,
    BackupVaultName: job.vaultName,
    BackupVaultArn: job.vaultArn,
    VaultType: "BACKUP_VAULT",
    ResourceArn: job.resourceArn,
    ResourceType: job.resourceType,
    IamRoleArn: job.roleArn,
    CreationDate: new Date(job.created),
    InitiationDate: new Date(job.created),
    StartBy: new Date(job.startBy),
    State: job.state,
    PercentDone: percentDone(job, done, world.clock.now()).toFixed(1),
    RecoveryPointLifecycle: job.lifecycle,
    IsEncrypted: job.keyArn !== undefined,
    IsParent: false,
    ...(job.keyArn !== undefined && { EncryptionKeyArn: job.keyArn }),
    ...(job.message !== undefined && { StatusMessage: job.message }),
    ...(job.sizeBytes !== undefined && { BackupSizeInBytes: job.sizeBytes }),
    ...(done && { RecoveryPointArn: job.pointArn, BytesTransferred: job.sizeBytes ?? 0 }),
    ...(job.endsAt !== undefined && { ExpectedCompletionDate: new Date(job.endsAt) }),
    ...(job.completed !== undefined && { CompletionDate: new Date(job.completed) }),
  };
}
