import {
  type BackupClient,
  DescribeBackupJobCommand,
  type BackupJob as ListedJob,
  paginateListBackupJobs,
  StartBackupJobCommand,
  type StartBackupJobCommandInput,
  StopBackupJobCommand,
} from "@aws-sdk/client-backup";

/** A job of AWS Backup; times in milliseconds since 1970. */
export interface BackupJob {
  /** AWS's word, such as RUNNING. */
  readonly state: string;
  readonly message: string;
  readonly startedAt: number;
  /** ARN of the point that it makes. */
  readonly point: string | undefined;
  /** As AWS Backup counts; nothing for Aurora, and what has changed of EFS. */
  readonly bytes: number | undefined;
}

/** Starts a job and answers its id; of the same token always the same. */
export async function startBackupJob(
  client: BackupClient,
  wanted: StartBackupJobCommandInput & { readonly IdempotencyToken: string },
): Promise<string> {
  const { BackupJobId } = await client.send(new StartBackupJobCommand(wanted));
  if (BackupJobId === undefined) throw new Error("AWS Backup started a job and gave it no id");
  return BackupJobId;
}

export async function readBackupJob(client: BackupClient, id: string): Promise<BackupJob> {
  const job = await client.send(new DescribeBackupJobCommand({ BackupJobId: id }));
  return {
    state: job.State ?? "CREATED",
    message: job.StatusMessage ?? "",
    startedAt: job.CreationDate?.getTime() ?? 0,
    point: job.RecoveryPointArn,
    bytes: job.BackupSizeInBytes,
  };
}

/**
 * Seconds of the newest job that has made a point of an Aurora cluster in a vault since then, by whoever asked for it at once: a plan's
 * job waits in its window before it begins. AWS Backup lists the jobs of the last 30 days, in no order that it promises.
 */
export async function newestJobSeconds(
  client: BackupClient,
  { vault, since }: { readonly vault: string; readonly since: Date },
): Promise<number | undefined> {
  const asked = {
    ByBackupVaultName: vault,
    ByResourceType: "Aurora",
    ByState: "COMPLETED",
    ByCreatedAfter: since,
  } as const;
  const jobs: ListedJob[] = [];
  for await (const page of paginateListBackupJobs({ client }, asked)) jobs.push(...(page.BackupJobs ?? []));
  const seconds = jobs
    .filter(({ CreatedBy }) => CreatedBy?.BackupPlanId === undefined)
    .flatMap(({ CreationDate, CompletionDate }) =>
      CreationDate && CompletionDate
        ? [
            {
              at: CreationDate.getTime(),
              seconds: (CompletionDate.getTime() - CreationDate.getTime()) / 1000,
            },
          ]
        : [],
    );
  return seconds.toSorted((a, b) => b.at - a.at)[0]?.seconds;
}

/** Stops a job; nothing happens to one that has ended. */
export async function stopBackupJob(client: BackupClient, id: string): Promise<void> {
  try {
    await client.send(new StopBackupJobCommand({ BackupJobId: id }));
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidRequestException") return;
    throw error;
  }
}

const ended = ["ABORTED", "COMPLETED", "FAILED", "EXPIRED", "PARTIAL"];

/** ABORTING is none of them: what comes of it is not known yet. */
export const hasEnded = ({ state }: Pick<BackupJob, "state">): boolean => ended.includes(state);
