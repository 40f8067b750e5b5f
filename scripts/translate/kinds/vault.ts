import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const vault = kind({
  type: "aws:backup/vault:Vault",
  becomes: "`CreateBackupVault`",
  inputs: { name: z.string(), kmsKeyArn: z.string(), forceDestroy: leftOut("Pulumi's own") },
  translate: ({ name, kmsKeyArn }, { name: id, region }) => [
    call(id, region, "backup", "CreateBackupVault", { BackupVaultName: name, EncryptionKeyArn: kmsKeyArn }),
  ],
});

export const vaultPolicy = kind({
  type: "aws:backup/vaultPolicy:VaultPolicy",
  becomes: "`PutBackupVaultAccessPolicy`",
  inputs: { backupVaultName: z.string(), policy: z.string() },
  translate: ({ backupVaultName, policy }, { name: id, region }) => [
    call(id, region, "backup", "PutBackupVaultAccessPolicy", {
      BackupVaultName: backupVaultName,
      Policy: policy,
    }),
  ],
});

export const vaultLock = kind({
  type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  becomes: "`PutBackupVaultLockConfiguration`",
  inputs: {
    backupVaultName: z.string(),
    minRetentionDays: z.number(),
    maxRetentionDays: z.number(),
    changeableForDays: z.number(),
  },
  translate: (given, { name: id, region }) => [
    call(id, region, "backup", "PutBackupVaultLockConfiguration", {
      BackupVaultName: given.backupVaultName,
      MinRetentionDays: given.minRetentionDays,
      MaxRetentionDays: given.maxRetentionDays,
      ChangeableForDays: given.changeableForDays,
    }),
  ],
});
