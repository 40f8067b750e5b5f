import type { BackupVaultListMember } from "@aws-sdk/client-backup";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { type Backups, vaultOf } from "./backups.ts";
import { asBackup } from "./principals.ts";
import { invalidRequest, invalidValue, missing, type Vault } from "./vault.ts";

export const vaultArn = (account: string, region: string, name: string): string =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;

export async function createBackupVault(
  backups: Backups,
  input: Input<"backup", "CreateBackupVault">,
  { region }: CallContext,
): Promise<Output<"backup", "CreateBackupVault">> {
  refuseUnsupported("CreateBackupVault", input, [
    "BackupVaultName",
    "BackupVaultTags",
    "EncryptionKeyArn",
    "CreatorRequestId",
  ]);
  const { BackupVaultName: name, CreatorRequestId: creatorRequestId } = input;
  if (name === undefined) throw missing("BackupVaultName");
  if (!/^[a-zA-Z0-9_-]{2,50}$/.test(name)) throw invalidValue(`Invalid vault name: ${name}`);
  const { vaults } = backups.of(region);
  const { world } = backups;
  const before = vaults.get(name);
  if (before && (creatorRequestId === undefined || before.creatorRequestId !== creatorRequestId))
    throw new AwsError("AlreadyExistsException", `Backup vault with the same name already exists: ${name}`, {
      fields: { Arn: before.arn, CreatorRequestId: before.creatorRequestId },
    });
  const vault: Vault = before ?? {
    name,
    arn: vaultArn(world.account, region, name),
    keyArn: await keyArn(backups, region, input.EncryptionKeyArn ?? "alias/aws/backup"),
    created: world.clock.now(),
    creatorRequestId,
    tags: new Map(Object.entries(input.BackupVaultTags ?? {})),
    points: new Map(),
    lock: undefined,
    policy: undefined,
  };
  vaults.set(name, vault);
  return { BackupVaultName: name, BackupVaultArn: vault.arn, CreationDate: new Date(vault.created) };
}

async function keyArn({ world }: Backups, region: string, KeyId: string): Promise<string> {
  try {
    const found = await world.call("kms", "DescribeKey", { KeyId }, { region, principal: asBackup });
    return found.KeyMetadata?.Arn ?? KeyId;
  } catch (error) {
    if (error instanceof AwsError) throw invalidValue(`Invalid encryption key: ${error.message}`);
    throw error;
  }
}

export async function describeBackupVault(
  backups: Backups,
  input: Input<"backup", "DescribeBackupVault">,
  { region }: CallContext,
): Promise<Output<"backup", "DescribeBackupVault">> {
  return { ...shown(await vaultOf(backups, region, input.BackupVaultName)) };
}

export async function listBackupVaults(
  backups: Backups,
  input: Input<"backup", "ListBackupVaults">,
  { region }: CallContext,
): Promise<Output<"backup", "ListBackupVaults">> {
  refuseUnsupported("ListBackupVaults", input, ["NextToken", "MaxResults"]);
  const { items, nextToken } = page(
    [...backups.of(region).vaults.keys()],
    input.NextToken,
    input.MaxResults ?? 1000,
  );
  return {
    BackupVaultList: await Promise.all(
      items.map(async (name) => shown(await vaultOf(backups, region, name))),
    ),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export async function deleteBackupVault(
  backups: Backups,
  input: Input<"backup", "DeleteBackupVault">,
  { region }: CallContext,
): Promise<void> {
  const vault = await vaultOf(backups, region, input.BackupVaultName);
  if (vault.points.size > 0)
    throw invalidRequest("Backup vault cannot be deleted because it contains recovery points.");
  backups.of(region).vaults.delete(vault.name);
}

function shown({ lock, ...vault }: Vault): BackupVaultListMember {
  return {
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    VaultType: "BACKUP_VAULT",
    VaultState: "AVAILABLE",
    EncryptionKeyArn: vault.keyArn,
    CreationDate: new Date(vault.created),
    NumberOfRecoveryPoints: vault.points.size,
    Locked: lock !== undefined,
    ...(vault.creatorRequestId !== undefined && { CreatorRequestId: vault.creatorRequestId }),
    ...(lock?.minRetentionDays !== undefined && { MinRetentionDays: lock.minRetentionDays }),
    ...(lock?.maxRetentionDays !== undefined && { MaxRetentionDays: lock.maxRetentionDays }),
    ...(lock?.lockDate !== undefined && { LockDate: new Date(lock.lockDate) }),
  };
}
