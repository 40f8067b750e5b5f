import {
  type BackupClient,
  DeleteRecoveryPointCommand,
  DescribeBackupVaultCommand,
  ListTagsCommand,
  paginateListRecoveryPointsByBackupVault,
} from "@aws-sdk/client-backup";
import type { HeldPoint } from "@signalbox/core/backup/held-point";

/** Everything that a vault holds. */
export async function listVaultPoints(client: BackupClient, vault: string): Promise<HeldPoint[]> {
  const found: HeldPoint[] = [];
  for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByBackupVault(
    { client },
    { BackupVaultName: vault },
  ))
    for (const point of RecoveryPoints)
      if (point.RecoveryPointArn !== undefined && point.CreationDate !== undefined)
        found.push({
          id: point.RecoveryPointArn,
          resource: point.ResourceArn ?? "",
          capturedAt: point.CreationDate.getTime(),
          expiresAt: point.CalculatedLifecycle?.DeleteAt?.getTime(),
          whole: point.Status === "COMPLETED" || point.Status === "AVAILABLE",
          copied: point.SourceBackupVaultArn !== undefined,
        });
  return found;
}

/** The least days for which a locked vault keeps a point; undefined: it is not locked. */
export async function lockedDaysOf(client: BackupClient, vault: string): Promise<number | undefined> {
  const { Locked, MinRetentionDays } = await client.send(
    new DescribeBackupVaultCommand({ BackupVaultName: vault }),
  );
  return Locked ? (MinRetentionDays ?? 0) : undefined;
}

/** What AWS answers where a lock, a policy, a legal hold or the point's own kind forbids it. */
const refusals = ["InvalidRequestException", "AccessDeniedException", "InvalidResourceStateException"];

/** Deletes a point, which may be gone already; answers why AWS does not, where it refuses. */
export async function deleteVaultPoint(
  client: BackupClient,
  vault: string,
  arn: string,
): Promise<string | undefined> {
  try {
    await client.send(new DeleteRecoveryPointCommand({ BackupVaultName: vault, RecoveryPointArn: arn }));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === "ResourceNotFoundException") return undefined;
    if (refusals.includes(error.name)) return `AWS refuses: ${error.message}`;
    throw error;
  }
}

export async function readTags(client: BackupClient, arn: string): Promise<Readonly<Record<string, string>>> {
  const { Tags = {} } = await client.send(new ListTagsCommand({ ResourceArn: arn }));
  return Tags;
}
