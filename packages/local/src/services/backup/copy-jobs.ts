import type { CopyJob as Shown } from "@aws-sdk/client-backup";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { type Backups, jobOfToken, pointOf, rememberToken, resourceOfType } from "./backups.ts";
import { tellCopyJob } from "./events.ts";
import type { CopyJob } from "./job.ts";
import { readLifecycle } from "./lifecycle.ts";
import { pageOfJobs } from "./page-of-jobs.ts";
import { regionOf } from "./principals.ts";
import { runCopyJob } from "./run-copy-job.ts";
import { invalidRequest, invalidValue, missing, notFound } from "./vault.ts";

export async function startCopyJob(
  backups: Backups,
  input: Input<"backup", "StartCopyJob">,
  { region }: CallContext,
): Promise<Output<"backup", "StartCopyJob">> {
  const {
    DestinationBackupVaultArn: destinationVaultArn,
    IamRoleArn: roleArn,
    IdempotencyToken: token,
  } = input;
  if (destinationVaultArn === undefined) throw missing("DestinationBackupVaultArn");
  if (roleArn === undefined) throw missing("IamRoleArn");
  const destination = /^arn:aws:backup:([a-z0-9-]+):(\d{12}):backup-vault:(.+)$/.exec(destinationVaultArn);
  if (!destination) throw invalidValue(`Invalid backup vault ARN: ${destinationVaultArn}`);
  const state = backups.of(region);
  const before = state.copyJobs.get(jobOfToken(state, "StartCopyJob", token) ?? "");
  if (before) return started(before);
  const { vault, point } = await pointOf(
    backups,
    region,
    input.SourceBackupVaultName,
    input.RecoveryPointArn,
  );
  if (point.status !== "COMPLETED" && point.status !== "AVAILABLE")
    throw invalidRequest(`Recovery point ${point.arn} cannot be copied: it is ${point.status}`);
  const resource = resourceOfType(backups, point.resourceType);
  const id = backups.random.uuid();
  const copy = resource.point({ region: regionOf(destinationVaultArn), job: "copyjob", id });
  const job: CopyJob = {
    id: id.toUpperCase(),
    region,
    roleArn,
    resourceArn: point.resourceArn,
    resourceType: point.resourceType,
    created: backups.world.clock.now(),
    misfortune: backups.hazards.befalls({ kind: "copy", resourceType: point.resourceType, region }),
    sourceVaultName: vault.name,
    sourceVaultArn: vault.arn,
    sourcePointArn: point.arn,
    destinationVaultArn,
    destinationPointArn: copy.arn,
    content: copy.content,
    // A copy without a lifecycle of its own keeps that of its source.
    lifecycle: input.Lifecycle === undefined ? point.lifecycle : readLifecycle(input.Lifecycle),
    state: "CREATED",
    keyArn: undefined,
    message: undefined,
    runningSince: undefined,
    endsAt: undefined,
    completed: undefined,
    sizeBytes: point.sizeBytes,
  };
  state.copyJobs.set(job.id, job);
  rememberToken(state, "StartCopyJob", token, job.id);
  tellCopyJob(backups, job);
  backups.world.background(`copy job ${job.id}`, () => runCopyJob(backups, job));
  return started(job);
}

const started = ({ id, created }: CopyJob): Output<"backup", "StartCopyJob"> => ({
  CopyJobId: id,
  CreationDate: new Date(created),
  IsParent: false,
});

export function copyJobOf(backups: Backups, region: string, id: string | undefined): CopyJob {
  const job = backups.of(region).copyJobs.get(id ?? "");
  if (!job) throw notFound(`Copy job ${id} does not exist in ${region}`);
  return job;
}

export function listCopyJobs(
  backups: Backups,
  input: Input<"backup", "ListCopyJobs">,
  { region }: CallContext,
): Output<"backup", "ListCopyJobs"> {
  refuseUnsupported("ListCopyJobs", input, [
    "ByResourceArn",
    "ByResourceType",
    "ByDestinationVaultArn",
    "BySourceRecoveryPointArn",
    "ByState",
    "ByCreatedBefore",
    "ByCreatedAfter",
    "NextToken",
    "MaxResults",
  ]);
  const { items, nextToken } = pageOfJobs(
    backups.of(region).copyJobs,
    input,
    (job) =>
      (input.ByResourceArn ?? job.resourceArn) === job.resourceArn &&
      (input.ByDestinationVaultArn ?? job.destinationVaultArn) === job.destinationVaultArn &&
      (input.BySourceRecoveryPointArn ?? job.sourcePointArn) === job.sourcePointArn &&
      (input.ByState ?? job.state) === job.state,
  );
  return {
    CopyJobs: items.map((job) => shownCopyJob(backups, job)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export function shownCopyJob({ world }: Backups, job: CopyJob): Shown {
  const done = job.state === "COMPLETED" || job.state === "PARTIAL";
  return {
    AccountId: world.account,
    CopyJobId: job.id,
    SourceBackupVaultArn: job.sourceVaultArn,
    SourceRecoveryPointArn: job.sourcePointArn,
    DestinationBackupVaultArn: job.destinationVaultArn,
    DestinationVaultType: "BACKUP_VAULT",
    DestinationRecoveryPointLifecycle: job.lifecycle,
    ResourceArn: job.resourceArn,
    ResourceType: job.resourceType,
    IamRoleArn: job.roleArn,
    CreationDate: new Date(job.created),
    State: job.state,
    IsParent: false,
    ...(job.sizeBytes !== undefined && { BackupSizeInBytes: job.sizeBytes }),
    ...(job.message !== undefined && { StatusMessage: job.message }),
    ...(job.keyArn !== undefined && { DestinationEncryptionKeyArn: job.keyArn }),
    ...(done && { DestinationRecoveryPointArn: job.destinationPointArn }),
    ...(job.completed !== undefined && { CompletionDate: new Date(job.completed) }),
  };
}
