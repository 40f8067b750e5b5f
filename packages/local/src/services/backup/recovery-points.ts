import type { RecoveryPointByBackupVault } from "@aws-sdk/client-backup";
import { page } from "../page.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { type Backups, forgetPoint, pointOf, vaultOf } from "./backups.ts";
import { calculated, readLifecycle } from "./lifecycle.ts";
import { insistOnUnlocked } from "./lock.ts";
import type { RecoveryPoint, Vault } from "./vault.ts";

export async function describeRecoveryPoint(
  backups: Backups,
  input: Input<"backup", "DescribeRecoveryPoint">,
  { region }: CallContext,
): Promise<Output<"backup", "DescribeRecoveryPoint">> {
  const { vault, point } = await pointOf(backups, region, input.BackupVaultName, input.RecoveryPointArn);
  const { MoveToColdStorageAt } = calculated(point.created, point.lifecycle);
  const isCold =
    MoveToColdStorageAt !== undefined && MoveToColdStorageAt.getTime() <= backups.world.clock.now();
  return { ...shown(vault, point), StorageClass: isCold ? "COLD" : "WARM" };
}

export async function listRecoveryPointsByBackupVault(
  backups: Backups,
  input: Input<"backup", "ListRecoveryPointsByBackupVault">,
  { region }: CallContext,
): Promise<Output<"backup", "ListRecoveryPointsByBackupVault">> {
  refuseUnsupported("ListRecoveryPointsByBackupVault", input, [
    "BackupVaultName",
    "ByResourceArn",
    "ByResourceType",
    "ByCreatedBefore",
    "ByCreatedAfter",
    "NextToken",
    "MaxResults",
  ]);
  const vault = await vaultOf(backups, region, input.BackupVaultName);
  const found = newestFirst(vault).filter(
    (point) =>
      (input.ByResourceArn ?? point.resourceArn) === point.resourceArn &&
      (input.ByResourceType ?? point.resourceType) === point.resourceType &&
      (input.ByCreatedBefore?.getTime() ?? Number.POSITIVE_INFINITY) > point.created &&
      (input.ByCreatedAfter?.getTime() ?? Number.NEGATIVE_INFINITY) < point.created,
  );
  const { items, nextToken } = page(found, input.NextToken, input.MaxResults ?? 1000);
  return {
    RecoveryPoints: items.map((point) => shown(vault, point)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export async function listRecoveryPointsByResource(
  backups: Backups,
  input: Input<"backup", "ListRecoveryPointsByResource">,
  { region }: CallContext,
): Promise<Output<"backup", "ListRecoveryPointsByResource">> {
  refuseUnsupported("ListRecoveryPointsByResource", input, ["ResourceArn", "NextToken", "MaxResults"]);
  const names = [...backups.of(region).vaults.keys()];
  const vaults = await Promise.all(names.map((name) => vaultOf(backups, region, name)));
  const found = vaults.flatMap((vault) =>
    newestFirst(vault)
      .filter(({ resourceArn }) => resourceArn === input.ResourceArn)
      .map((point) => ({ vault, point })),
  );
  const { items, nextToken } = page(found, input.NextToken, input.MaxResults ?? 1000);
  return {
    RecoveryPoints: items.map(({ vault, point }) => ({
      RecoveryPointArn: point.arn,
      CreationDate: new Date(point.created),
      Status: point.status,
      BackupSizeBytes: point.sizeBytes,
      BackupVaultName: vault.name,
      IsParent: false,
      VaultType: "BACKUP_VAULT",
      ...(point.statusMessage !== undefined && { StatusMessage: point.statusMessage }),
      ...(point.keyArn !== undefined && { EncryptionKeyArn: point.keyArn }),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export async function getRecoveryPointRestoreMetadata(
  backups: Backups,
  input: Input<"backup", "GetRecoveryPointRestoreMetadata">,
  { region }: CallContext,
): Promise<Output<"backup", "GetRecoveryPointRestoreMetadata">> {
  const { vault, point } = await pointOf(backups, region, input.BackupVaultName, input.RecoveryPointArn);
  return {
    BackupVaultArn: vault.arn,
    RecoveryPointArn: point.arn,
    RestoreMetadata: { ...point.metadata },
    ResourceType: point.resourceType,
  };
}

export async function updateRecoveryPointLifecycle(
  backups: Backups,
  input: Input<"backup", "UpdateRecoveryPointLifecycle">,
  { region }: CallContext,
): Promise<Output<"backup", "UpdateRecoveryPointLifecycle">> {
  const { vault, point } = await pointOf(backups, region, input.BackupVaultName, input.RecoveryPointArn);
  insistOnUnlocked(vault, "updating the lifecycle of a recovery point");
  point.lifecycle = readLifecycle(input.Lifecycle);
  return {
    BackupVaultArn: vault.arn,
    RecoveryPointArn: point.arn,
    Lifecycle: point.lifecycle,
    CalculatedLifecycle: calculated(point.created, point.lifecycle),
  };
}

export async function deleteRecoveryPoint(
  backups: Backups,
  input: Input<"backup", "DeleteRecoveryPoint">,
  { region }: CallContext,
): Promise<void> {
  const { vault, point } = await pointOf(backups, region, input.BackupVaultName, input.RecoveryPointArn);
  insistOnUnlocked(vault, "deleting a recovery point");
  await forgetPoint(backups, region, vault, point);
}

const newestFirst = ({ points }: Vault): RecoveryPoint[] =>
  [...points.values()].toSorted((one, other) => other.created - one.created);

function shown(vault: Vault, point: RecoveryPoint): RecoveryPointByBackupVault {
  return {
    RecoveryPointArn: point.arn,
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    ResourceArn: point.resourceArn,
    ResourceType: point.resourceType,
    IamRoleArn: point.roleArn,
    Status: point.status,
    CreationDate: new Date(point.created),
    InitiationDate: new Date(point.created),
    CompletionDate: new Date(point.completed),
    BackupSizeInBytes: point.sizeBytes,
    Lifecycle: point.lifecycle,
    CalculatedLifecycle: calculated(point.created, point.lifecycle),
    IsEncrypted: point.keyArn !== undefined,
    IsParent: false,
    VaultType: "BACKUP_VAULT",
    ...(point.sourceVaultArn !== undefined && { SourceBackupVaultArn: point.sourceVaultArn }),
    ...(point.statusMessage !== undefined && { StatusMessage: point.statusMessage }),
    ...(point.keyArn !== undefined && { EncryptionKeyArn: point.keyArn }),
    ...(point.lastRestored !== undefined && { LastRestoreTime: new Date(point.lastRestored) }),
  };
}
