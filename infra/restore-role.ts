/// <reference path="../.sst/platform/config.d.ts" />
import { keyStatements, snapshots } from "./backup-role";
import type { Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

export interface RestoreRoleArgs {
  readonly files: "s3" | "efs";
  readonly keyArn: $util.Input<string>;
}

/**
 * The role with which AWS Backup restores: only beside what is there. The database may become a cluster that is called
 * after it, with a hyphen and more; files a bucket of this stage, or a new file system. AWS's own
 * AWSBackupServiceRolePolicyForRestores lets it make and delete databases under any name.
 */
export function restoreRole(scope: Scope, { files, keyArn }: RestoreRoleArgs) {
  const { names } = scope;
  const { region } = scope.region;
  const rds = (rest: string) => $interpolate`arn:aws:rds:${region}:${scope.account}:${rest}`;
  const restored = rds(`cluster:${names.database}-*`);
  return serviceRole(scope, "restore-jobs", "backup.amazonaws.com", [
    {
      Action: ["rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBClusterToPointInTime"],
      Resource: [
        restored,
        rds(`cluster:${names.database}`), // the source of a restore to a point in time
        rds("cluster-auto-backup:*"),
        rds(`cluster-pg:${names.database}-*`),
        rds(`subgrp:${names.database}`),
        rds("og:default:*"), // Aurora's default option groups; it asks for one whatever the engine
        snapshots(scope, region),
      ],
    },
    {
      Action: ["rds:AddTagsToResource", "rds:DeleteDBCluster", "rds:ListTagsForResource"],
      Resource: [restored],
    },
    {
      Action: ["rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots"],
      Resource: [rds("cluster:*"), snapshots(scope, region)],
    },
    ...(files === "s3" ? bucketStatements(names.prefix) : fileSystemStatements(scope)),
    ...keyStatements([keyArn]),
  ]);
}

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Restore.html, for buckets of this stage. */
const bucketStatements = (prefix: string): Statement[] => [
  {
    Action: [
      "s3:CreateBucket",
      "s3:GetBucketLocation",
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketVersioning",
      "s3:ListBucket",
      "s3:ListBucketVersions",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketVersioning",
    ],
    Resource: [`arn:aws:s3:::${prefix}-*`],
  },
  {
    Action: [
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:GetObjectAcl",
      "s3:GetObjectTagging",
      "s3:GetObjectVersion",
      "s3:GetObjectVersionAcl",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:PutObjectAcl",
      "s3:PutObjectTagging",
      "s3:PutObjectVersionAcl",
    ],
    Resource: [`arn:aws:s3:::${prefix}-*/*`],
  },
];

/** Without DeleteFileSystem, which AWS's own policy grants on every file system: who starts a restore cleans up after it. */
const fileSystemStatements = (scope: Scope): Statement[] => [
  {
    Action: [
      "elasticfilesystem:DescribeFileSystems",
      "elasticfilesystem:Restore",
      "elasticfilesystem:TagResource",
    ],
    Resource: [$interpolate`arn:aws:elasticfilesystem:${scope.region.region}:${scope.account}:file-system/*`],
  },
  // Takes no resource in IAM: the file system has no name before it is there.
  { Action: ["elasticfilesystem:CreateFileSystem"], Resource: ["*"] },
];
