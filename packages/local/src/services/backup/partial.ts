import type { Partials } from "../partial.ts";

export const partial: Partials<"backup"> = {
  StartBackupJob:
    "backs up EFS, the newest objects of S3, and Aurora; no continuous backups; BackupOptions and Index are refused; nothing is encrypted, but the key and what the role may do with it are asked",
  StopBackupJob: "stops a job of any type",
  StartCopyJob: "copies between regions of one account",
  StartRestoreJob:
    "restores EFS into a directory of a new or an existing file system, S3 into a new or an existing bucket, Aurora into a new cluster; tags are not copied to what is restored",
  PutBackupVaultAccessPolicy: "the policy is kept and not asked",
  UpdateRecoveryPointLifecycle: "cold storage is a word: nothing moves",
  DeleteBackupVault: "emits no event, as no vault does",
  DeleteRecoveryPoint:
    "at once, and without an event; so do points whose time is over, at the next look at their vault",
  ListBackupJobs: "no filters by account, parent, completion or category",
  ListBackupVaults: "no filters",
  ListCopyJobs: "no filters by account, parent, completion or category",
  ListRecoveryPointsByBackupVault: "no filters by plan or parent",
  ListRestoreJobs: "no filters by account, parent, completion or testing plan",
};
