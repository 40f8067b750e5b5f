import {
  type BackupClient,
  DescribeCopyJobCommand,
  paginateListCopyJobs,
  StartCopyJobCommand,
  type StartCopyJobCommandInput,
} from "@aws-sdk/client-backup";

/** A job that copies a point into another vault; times in milliseconds since 1970. */
export interface CopyJob {
  /** AWS's word, such as RUNNING. */
  readonly state: string;
  readonly message: string;
  readonly startedAt: number;
  /** ARN of the copy, once it is there. */
  readonly copy: string | undefined;
}

/** Starts a job and answers its id; of the same token always the same. Nobody can stop it: AWS Backup has no call for that. */
export async function startCopyJob(
  client: BackupClient,
  wanted: StartCopyJobCommandInput & { readonly IdempotencyToken: string },
): Promise<string> {
  const { CopyJobId } = await client.send(new StartCopyJobCommand(wanted));
  if (CopyJobId === undefined) throw new Error("AWS Backup started a copy and gave it no id");
  return CopyJobId;
}

export async function readCopyJob(client: BackupClient, id: string): Promise<CopyJob> {
  const { CopyJob: job } = await client.send(new DescribeCopyJobCommand({ CopyJobId: id }));
  return {
    state: job?.State ?? "CREATED",
    message: job?.StatusMessage ?? "",
    startedAt: job?.CreationDate?.getTime() ?? 0,
    copy: job?.DestinationRecoveryPointArn,
  };
}

/** Jobs of a point into a vault that run or have made a copy, the newest first. AWS remembers them for 30 days. */
export async function listCopyJobs(
  client: BackupClient,
  { point, vaultArn }: { readonly point: string; readonly vaultArn: string },
): Promise<readonly { readonly id: string; readonly copy: string | undefined }[]> {
  const found: { id: string; copy: string | undefined }[] = [];
  const asked = { BySourceRecoveryPointArn: point, ByDestinationVaultArn: vaultArn };
  for await (const { CopyJobs = [] } of paginateListCopyJobs({ client }, asked))
    for (const { CopyJobId: id, State, DestinationRecoveryPointArn: copy } of CopyJobs)
      if (id !== undefined && (State === "CREATED" || State === "RUNNING" || State === "COMPLETED"))
        found.push({ id, copy });
  return found;
}
