/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

type Text = $util.Input<string>;

/** What AWS Backup may touch. Of the other regions it needs vaults and keys, to copy there. */
export interface BackupRoleArgs {
  readonly clusterArn: Text;
  readonly files: { readonly bucketArn: Text } | { readonly fileSystemArn: Text };
  /** Vaults of all regions, this one's too. */
  readonly vaultArns: Text[];
  readonly keyArns: Text[];
  readonly regions: readonly string[];
}

/**
 * The role with which AWS Backup makes and copies recovery points. Narrowed from AWS's own
 * AWSBackupServiceRolePolicyForBackup, which has no `*` action but lets it snapshot, change and tag every database of
 * the account: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
export function backupRole(scope: Scope, args: BackupRoleArgs) {
  return serviceRole(scope, "backup-jobs", "backup.amazonaws.com", [
    ...clusterStatements(scope, args),
    ...("bucketArn" in args.files
      ? bucketStatements(scope, args.files.bucketArn)
      : [
          {
            Action: ["elasticfilesystem:Backup", "elasticfilesystem:DescribeTags"],
            Resource: [args.files.fileSystemArn],
          },
        ]),
    { Action: ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], Resource: args.vaultArns },
    {
      Action: ["backup:CopyFromBackupVault", "backup:TagResource"],
      Resource: args.regions.flatMap((region) => [
        $interpolate`arn:aws:backup:${region}:${scope.account}:recovery-point:*`,
        // Points of Aurora are snapshots of RDS, and have their ARNs.
        snapshots(scope, region),
      ]),
    },
    ...keyStatements(args.keyArns),
    // Takes no resource in IAM.
    { Action: ["tag:GetResources"], Resource: ["*"] },
  ]);
}

/** Of Aurora; AWS Backup names every snapshot that it makes `awsbackup:…`. */
function clusterStatements(scope: Scope, { clusterArn, regions }: BackupRoleArgs): Statement[] {
  const points = regions.map((region) => snapshots(scope, region));
  const automated = $interpolate`arn:aws:rds:${scope.region.region}:${scope.account}:cluster-auto-backup:*`;
  return [
    {
      Action: ["rds:CreateDBClusterSnapshot", "rds:AddTagsToResource", "rds:ListTagsForResource"],
      Resource: [clusterArn, ...points],
    },
    {
      Action: [
        "rds:CopyDBClusterSnapshot",
        "rds:DeleteDBClusterSnapshot",
        "rds:DescribeDBClusterSnapshots",
        "rds:ModifyDBClusterSnapshotAttribute",
      ],
      Resource: points,
    },
    // Continuous backup is the cluster's own point-in-time recovery, whose retention AWS Backup sets.
    { Action: ["rds:DescribeDBClusters", "rds:ModifyDBCluster"], Resource: [clusterArn] },
    {
      Action: ["rds:DescribeDBClusterAutomatedBackups", "rds:DeleteDBClusterAutomatedBackup"],
      Resource: [automated],
    },
  ];
}

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Backup.html, for one bucket. */
function bucketStatements(scope: Scope, bucketArn: Text): Statement[] {
  return [
    {
      Action: [
        "s3:GetBucketAcl",
        "s3:GetBucketLocation",
        "s3:GetBucketNotification",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetInventoryConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketNotification",
        "s3:PutInventoryConfiguration",
      ],
      Resource: [bucketArn],
    },
    {
      Action: [
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
      ],
      Resource: [$interpolate`${bucketArn}/*`],
    },
    {
      // The rule by which it follows the bucket's changes.
      Action: [
        "events:DeleteRule",
        "events:DescribeRule",
        "events:DisableRule",
        "events:EnableRule",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ],
      Resource: [
        $interpolate`arn:aws:events:${scope.region.region}:${scope.account}:rule/AwsBackupManagedRule*`,
      ],
    },
    // None of them takes a bucket or a rule in IAM.
    { Action: ["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets"], Resource: ["*"] },
  ];
}

/** Data keys for points, and grants for the services that AWS Backup has make them. */
export const keyStatements = (keyArns: Text[]): Statement[] => [
  {
    Action: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    Resource: keyArns,
  },
  {
    Action: ["kms:CreateGrant"],
    Resource: keyArns,
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
];

export const snapshots = (scope: Scope, region: string) =>
  $interpolate`arn:aws:rds:${region}:${scope.account}:cluster-snapshot:awsbackup:*`;
