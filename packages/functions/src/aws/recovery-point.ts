import { type BackupClient, DescribeRecoveryPointCommand } from "@aws-sdk/client-backup";

/** A point in a vault; times in milliseconds since 1970. */
export interface VaultPoint {
  readonly status: string;
  /** AWS's word for what it is of, such as Aurora. */
  readonly type: string;
  readonly capturedAt: number;
  /** Undefined: it has no lifecycle and stays. */
  readonly expiresAt: number | undefined;
}

export async function readVaultPoint(client: BackupClient, vault: string, arn: string): Promise<VaultPoint> {
  const point = await client.send(
    new DescribeRecoveryPointCommand({ BackupVaultName: vault, RecoveryPointArn: arn }),
  );
  if (!point.CreationDate) throw new Error(`AWS Backup does not say when ${arn} was made`);
  return {
    status: point.Status ?? "",
    type: point.ResourceType ?? "",
    capturedAt: point.CreationDate.getTime(),
    expiresAt: point.CalculatedLifecycle?.DeleteAt?.getTime(),
  };
}

/** Undefined where the vault has no such point. */
export async function findVaultPoint(
  client: BackupClient,
  vault: string,
  arn: string,
): Promise<VaultPoint | undefined> {
  try {
    return await readVaultPoint(client, vault, arn);
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Whether it can be copied and restored. */
export const isWhole = ({ status }: VaultPoint): boolean => status === "COMPLETED" || status === "AVAILABLE";
