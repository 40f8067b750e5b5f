import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";

export const readLedger = on("ledgerTable", "dynamodb:GetItem", "dynamodb:Query");
export const writeLedger = on("ledgerTable", "dynamodb:PutItem", "dynamodb:UpdateItem");
export const readExecution = on("stateMachine", "states:DescribeExecution");
export const readJob = anywhere("backup:DescribeBackupJob");
export const stopJob = anywhere("backup:StopBackupJob");
export const readPoint = on("recoveryPoint", "backup:DescribeRecoveryPoint");

export const readCopiedPoint = on("copiedPoint", "backup:DescribeRecoveryPoint");

/** What `checkPlaces` calls. */
export const checkPlacesAllows: readonly Permission[] = [
  on("backupVault", "backup:DescribeBackupVault"),
  on("backupKey", "kms:DescribeKey"),
  on("databaseCluster", "rds:DescribeDBClusters"),
  on("filesStore", "elasticfilesystem:DescribeFileSystems", "s3:GetBucketVersioning"),
];
