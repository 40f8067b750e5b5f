import { type BackupClient, DescribeBackupVaultCommand } from "@aws-sdk/client-backup";
import { DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { NamedError } from "@signalbox/core/error";

/** Throws `Backup.VaultMissing` where there is no such vault, or AWS does not let this role see one. */
export async function checkVault(client: BackupClient, name: string): Promise<void> {
  try {
    await client.send(new DescribeBackupVaultCommand({ BackupVaultName: name }));
  } catch (error) {
    // AWS answers AccessDeniedException for a vault that does not exist:
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupVault.html
    if (error instanceof Error && ["ResourceNotFoundException", "AccessDeniedException"].includes(error.name))
      throw new NamedError("Backup.VaultMissing", `the vault ${name} is not there: ${error.message}`);
    throw error;
  }
}

/** Throws `Backup.WrongKey` unless the key can encrypt. */
export async function checkKey(client: KMSClient, keyArn: string): Promise<void> {
  const state = await client.send(new DescribeKeyCommand({ KeyId: keyArn })).then(
    ({ KeyMetadata }) => KeyMetadata?.KeyState,
    (error: unknown) => {
      if (error instanceof Error && error.name === "NotFoundException") return "gone";
      throw error;
    },
  );
  if (state !== "Enabled") throw new NamedError("Backup.WrongKey", `the key ${keyArn} is ${state}`);
}
