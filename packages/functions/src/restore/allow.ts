import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";

export const readRestoreJobs = anywhere("backup:DescribeRestoreJob", "backup:ListRestoreJobs");

/** What `placementOf` calls. */
export const readPlacement = on("databaseCluster", "rds:DescribeDBClusters");

export const readRestored = on("restoredDatabase", "rds:DescribeDBClusters", "rds:DescribeDBInstances");

export const restoreAllows: readonly Permission[] = [
  readPlacement,
  on("recoveryPoint", "backup:GetRecoveryPointRestoreMetadata", "backup:StartRestoreJob"),
  on("restoreRole", "iam:PassRole"),
  // A clone is of what serves.
  on("connection", "ssm:GetParameter"),
  // Of a restore to a moment: the cluster it is of, the one it becomes, and what that stands in.
  ...(["databaseCluster", "restoredDatabase", "databaseGroups"] as const).map((kind) =>
    on(kind, "rds:RestoreDBClusterToPointInTime"),
  ),
];

export const prepareAllows: readonly Permission[] = [
  readPlacement,
  readRestored,
  readRestoreJobs,
  on("adminSecret", "secretsmanager:GetSecretValue"),
  on("restoredDatabase", "rds:AddTagsToResource", "rds:CreateDBInstance", "rds:ModifyDBCluster"),
  on("databaseGroups", "rds:CreateDBInstance"),
  on("restoredFiles", "s3:PutBucketTagging"),
];

export const removeAllows: readonly Permission[] = [
  readRestored,
  readRestoreJobs,
  on("restoredDatabase", "rds:DeleteDBCluster", "rds:DeleteDBInstance", "rds:ModifyDBCluster"),
  on(
    "restoredFiles",
    "s3:DeleteBucket",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:ListBucketVersions",
  ),
];
