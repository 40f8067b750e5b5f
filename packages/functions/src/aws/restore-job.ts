import {
  type BackupClient,
  DescribeRestoreJobCommand,
  GetRecoveryPointRestoreMetadataCommand,
  PutRestoreValidationResultCommand,
  paginateListRestoreJobs,
  StartRestoreJobCommand,
  type StartRestoreJobCommandInput,
} from "@aws-sdk/client-backup";

/** A job of AWS Backup that restores a point. */
export interface RestoreJob {
  /** AWS's word, such as RUNNING. */
  readonly state: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** 0 to 100. */
  readonly percent: number;
}

/** What AWS Backup remembers of the resource that a point is of, in the words that a restore takes. */
export async function readRestoreMetadata(
  client: BackupClient,
  vault: string,
  point: string,
): Promise<Record<string, string>> {
  const asked = { BackupVaultName: vault, RecoveryPointArn: point };
  const { RestoreMetadata } = await client.send(new GetRecoveryPointRestoreMetadataCommand(asked));
  return RestoreMetadata ?? {};
}

/** Starts a job and answers its id; of the same token always the same. */
export async function startRestoreJob(
  client: BackupClient,
  wanted: StartRestoreJobCommandInput & { readonly IdempotencyToken: string },
): Promise<string> {
  const { RestoreJobId } = await client.send(new StartRestoreJobCommand(wanted));
  if (RestoreJobId === undefined) throw new Error("AWS Backup started a restore and gave it no id");
  return RestoreJobId;
}

export async function readRestoreJob(client: BackupClient, id: string): Promise<RestoreJob> {
  const job = await client.send(new DescribeRestoreJobCommand({ RestoreJobId: id }));
  return {
    state: job.Status ?? "PENDING",
    message: job.StatusMessage ?? "",
    startedAt: job.CreationDate?.getTime() ?? 0,
    percent: Number.parseFloat(job.PercentDone ?? "") || 0,
  };
}

export const restoreHasEnded = ({ state }: Pick<RestoreJob, "state">): boolean =>
  ["ABORTED", "COMPLETED", "FAILED"].includes(state);

/** Whether AWS Backup still restores something of the point, or of any by `*`: it stops no such job. */
export async function isBeingRestored(client: BackupClient, point: string): Promise<boolean> {
  for (const ByStatus of ["PENDING", "RUNNING"] as const)
    for await (const { RestoreJobs = [] } of paginateListRestoreJobs({ client }, { ByStatus }))
      if (RestoreJobs.some(({ RecoveryPointArn }) => point === "*" || RecoveryPointArn === point))
        return true;
  return false;
}

/** Says in AWS Backup what was found; a job that it does not know any more is none of ours. */
export async function validateRestore(
  client: BackupClient,
  id: string,
  { verified, sentence }: { readonly verified: boolean; readonly sentence: string },
): Promise<void> {
  await client.send(
    new PutRestoreValidationResultCommand({
      RestoreJobId: id,
      ValidationStatus: verified ? "SUCCESSFUL" : "FAILED",
      ValidationStatusMessage: sentence,
    }),
  );
}
