import type { RestoreJobsListMember as Shown } from "@aws-sdk/client-backup";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { type Backups, jobOfToken, pointAnywhere, rememberToken, resourceOfType } from "./backups.ts";
import { tellRestoreJob } from "./events.ts";
import { percentDone, type RestoreJob } from "./job.ts";
import { pageOfJobs } from "./page-of-jobs.ts";
import { runRestoreJob } from "./run-restore-job.ts";
import { invalidRequest, invalidValue, missing, notFound } from "./vault.ts";

export async function startRestoreJob(
  backups: Backups,
  input: Input<"backup", "StartRestoreJob">,
  { region }: CallContext,
): Promise<Output<"backup", "StartRestoreJob">> {
  refuseUnsupported("StartRestoreJob", input, [
    "RecoveryPointArn",
    "Metadata",
    "IamRoleArn",
    "IdempotencyToken",
    "ResourceType",
  ]);
  const { IamRoleArn: roleArn, Metadata: metadata, IdempotencyToken: token } = input;
  if (roleArn === undefined) throw missing("IamRoleArn");
  if (metadata === undefined) throw missing("Metadata");
  const state = backups.of(region);
  const before = jobOfToken(state, "StartRestoreJob", token);
  if (before !== undefined) return { RestoreJobId: before };
  const { vault, point } = await pointAnywhere(backups, region, input.RecoveryPointArn);
  if ((input.ResourceType ?? point.resourceType) !== point.resourceType)
    throw invalidValue(`Recovery point ${point.arn} is of type ${point.resourceType}`);
  if (point.status !== "COMPLETED" && point.status !== "AVAILABLE")
    throw invalidRequest(`Recovery point ${point.arn} cannot be restored: it is ${point.status}`);
  resourceOfType(backups, point.resourceType).checkMetadata(metadata);
  const job: RestoreJob = {
    id: backups.random.uuid().toUpperCase(),
    region,
    roleArn,
    resourceArn: point.resourceArn,
    resourceType: point.resourceType,
    created: backups.world.clock.now(),
    misfortune: backups.hazards.befalls({ kind: "restore", resourceType: point.resourceType, region }),
    pointArn: point.arn,
    vaultName: vault.name,
    vaultArn: vault.arn,
    pointCreated: point.created,
    metadata,
    state: "PENDING",
    isBegun: false,
    createdResourceArn: undefined,
    validation: undefined,
    validationMessage: undefined,
    message: undefined,
    runningSince: undefined,
    endsAt: undefined,
    completed: undefined,
    sizeBytes: point.sizeBytes,
  };
  state.restoreJobs.set(job.id, job);
  rememberToken(state, "StartRestoreJob", token, job.id);
  tellRestoreJob(backups, job, true);
  tellRestoreJob(backups, job, false);
  backups.world.background(`restore job ${job.id}`, () => runRestoreJob(backups, job));
  return { RestoreJobId: job.id };
}

export function restoreJobOf(backups: Backups, region: string, id: string | undefined): RestoreJob {
  const job = backups.of(region).restoreJobs.get(id ?? "");
  if (!job) throw notFound(`Restore job ${id} does not exist in ${region}`);
  return job;
}

/** What somebody who looked at the restored resource found. */
export function putRestoreValidationResult(
  job: RestoreJob,
  { ValidationStatus, ValidationStatusMessage }: Input<"backup", "PutRestoreValidationResult">,
): void {
  if (ValidationStatus === undefined) throw missing("ValidationStatus");
  if (job.state !== "COMPLETED")
    throw invalidRequest(`Restore job ${job.id} cannot be validated: it is ${job.state}`);
  job.validation = ValidationStatus;
  job.validationMessage = ValidationStatusMessage;
}

export function listRestoreJobs(
  backups: Backups,
  input: Input<"backup", "ListRestoreJobs">,
  { region }: CallContext,
): Output<"backup", "ListRestoreJobs"> {
  refuseUnsupported("ListRestoreJobs", input, [
    "ByResourceType",
    "ByStatus",
    "ByCreatedBefore",
    "ByCreatedAfter",
    "NextToken",
    "MaxResults",
  ]);
  const { items, nextToken } = pageOfJobs(
    backups.of(region).restoreJobs,
    input,
    (job) => (input.ByStatus ?? job.state) === job.state,
  );
  return {
    RestoreJobs: items.map((job) => shownRestoreJob(backups, job)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export function shownRestoreJob({ world }: Backups, job: RestoreJob): Shown {
  const now = world.clock.now();
  return {
    AccountId: world.account,
    RestoreJobId: job.id,
    RecoveryPointArn: job.pointArn,
    RecoveryPointCreationDate: new Date(job.pointCreated),
    SourceResourceArn: job.resourceArn,
    BackupVaultArn: job.vaultArn,
    ResourceType: job.resourceType,
    IamRoleArn: job.roleArn,
    CreationDate: new Date(job.created),
    Status: job.state,
    PercentDone: `${percentDone(job, job.state === "COMPLETED", now).toFixed(2)}%`,
    BackupSizeInBytes: job.sizeBytes ?? 0,
    IsParent: false,
    ...(job.message !== undefined && { StatusMessage: job.message }),
    ...(job.endsAt !== undefined && {
      ExpectedCompletionTimeMinutes: Math.max(0, Math.ceil((job.endsAt - now) / 60_000)),
    }),
    ...(job.createdResourceArn !== undefined && { CreatedResourceArn: job.createdResourceArn }),
    ...(job.completed !== undefined && { CompletionDate: new Date(job.completed) }),
    ...(job.validation !== undefined && { ValidationStatus: job.validation }),
    ...(job.validationMessage !== undefined && { ValidationStatusMessage: job.validationMessage }),
  };
}
