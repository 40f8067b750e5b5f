/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

/**
 * The backup vault of a region, encrypted with the region's key. Where data is permanent nobody deletes from it, and a
 * lock, once its grace is over, binds AWS too: points leave it by their lifecycle alone.
 */
export function vault(scope: Scope, keyArn: $util.Input<string>) {
  const { backup, permanent } = scope.config;
  const made = new aws.backup.Vault(
    scope.id("Vault"),
    { name: scope.names.vault, kmsKeyArn: keyArn, forceDestroy: !permanent },
    kept(scope),
  );
  if (permanent)
    new aws.backup.VaultPolicy(
      scope.id("VaultPolicy"),
      {
        backupVaultName: made.name,
        policy: $jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "NothingIsDeleted",
              Effect: "Deny",
              Principal: "*",
              Action: [
                "backup:DeleteBackupVault",
                "backup:DeleteRecoveryPoint",
                "backup:DisassociateRecoveryPoint",
                "backup:UpdateRecoveryPointLifecycle",
                "backup:DeleteBackupVaultLockConfiguration",
              ],
              Resource: "*", // in a vault's policy: the vault and its points
            },
          ],
        }),
      },
      // Not protected itself: it must go when a stage stops being permanent, or that deploy would fail on it.
      scope.options(),
    );
  if (backup.lock)
    new aws.backup.VaultLockConfiguration(
      scope.id("VaultLock"),
      {
        backupVaultName: made.name,
        minRetentionDays: backup.lock.minRetentionDays,
        maxRetentionDays: backup.lock.maxRetentionDays,
        changeableForDays: backup.lock.graceDays,
      },
      kept(scope),
    );
  return made;
}
