/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import { serviceRole, through } from "./service-role";

type Text = $util.Input<string>;

/** One of the buckets that hold the same objects. */
export interface Replica {
  readonly scope: Scope;
  readonly bucket: aws.s3.Bucket;
  readonly versioning: aws.s3.BucketVersioning;
  readonly keyArn: Text;
}

/**
 * What is written in a region goes to every other one within 15 minutes (S3 promises 99.9 % of it), in all directions:
 * a failover changes nothing here. S3 does not pass replicas on, so each bucket writes to each other.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
 */
export function replicateBuckets(replicas: readonly Replica[]) {
  for (const source of replicas) {
    const others = replicas.filter((replica) => replica !== source);
    if (others.length > 0) replicate(source, others);
  }
}

function replicate({ scope, bucket, keyArn, versioning }: Replica, others: readonly Replica[]) {
  const role = serviceRole(scope, "files-replication", "s3.amazonaws.com", [
    { Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource: [bucket.arn] },
    {
      Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      Resource: [$interpolate`${bucket.arn}/*`],
    },
    {
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      Resource: others.map((other) => $interpolate`${other.bucket.arn}/*`),
    },
    { Action: ["kms:Decrypt"], Resource: [keyArn], Condition: through(scope, "s3") },
    ...others.map((other) => ({
      // Decrypt too: with bucket keys S3 reads the data key that it wrote before.
      Action: ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"],
      Resource: [other.keyArn],
      Condition: through(other.scope, "s3"),
    })),
  ]);
  new aws.s3.BucketReplicationConfig(
    scope.id("UploadsReplication"),
    {
      bucket: bucket.id,
      role: role.arn,
      rules: others.map((other, index) => ({
        id: `to-${other.scope.region.region}`,
        priority: index + 1,
        status: "Enabled",
        filter: {},
        deleteMarkerReplication: { status: "Enabled" },
        sourceSelectionCriteria: {
          sseKmsEncryptedObjects: { status: "Enabled" },
          replicaModifications: { status: "Enabled" },
        },
        destination: {
          bucket: other.bucket.arn,
          encryptionConfiguration: { replicaKmsKeyId: other.keyArn },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        },
      })),
    },
    scope.options({ dependsOn: [versioning, ...others.map((other) => other.versioning)] }),
  );
}
