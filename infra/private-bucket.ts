/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

export interface PrivateBucketArgs {
  /** kebab-case; part of the bucket's name. */
  readonly thing: string;
  readonly keyArn: $util.Input<string>;
  /** How long a version that was replaced or deleted can be brought back. */
  readonly noncurrentDays: number;
  /** What is below a prefix is deleted after so many days. */
  readonly expires?: { readonly prefix: string; readonly days: number };
  /** Of its policy, beside those of every such bucket: who may write, or may not delete. */
  readonly statements?: (bucketArn: $util.Output<string>) => readonly object[];
}

/** A versioned bucket, encrypted with our key, closed to the public and to everything but TLS 1.2 and later. */
export function privateBucket(
  scope: Scope,
  id: string,
  { thing, keyArn, noncurrentDays, expires, statements = () => [] }: PrivateBucketArgs,
) {
  const { region } = scope.region;
  const bucket = new aws.s3.Bucket(
    scope.id(id),
    {
      bucket: scope.account.apply((account) => scope.names.bucket(thing, account, region)),
      tags: { "signalbox:holds": thing },
    },
    kept(scope),
  );
  const versioning = new aws.s3.BucketVersioning(
    scope.id(`${id}Versioning`),
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    kept(scope),
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    scope.id(`${id}Encryption`),
    {
      bucket: bucket.id,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          bucketKeyEnabled: true,
        },
      ],
    },
    kept(scope),
  );
  new aws.s3.BucketOwnershipControls(
    scope.id(`${id}Ownership`),
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    scope.options({ retainOnDelete: scope.config.permanent }),
  );
  const closed = new aws.s3.BucketPublicAccessBlock(
    scope.id(`${id}Closed`),
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    kept(scope),
  );
  const deny = (sid: string, condition: Record<string, Record<string, string>>) => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucket.arn, $interpolate`${bucket.arn}/*`],
    Condition: condition,
  });
  const policy = new aws.s3.BucketPolicy(
    scope.id(`${id}Policy`),
    {
      bucket: bucket.id,
      policy: $jsonStringify({
        Version: "2012-10-17",
        Statement: [
          deny("OnlyTls", { Bool: { "aws:SecureTransport": "false" } }),
          deny("OnlyNewTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
          ...statements(bucket.arn),
        ],
      }),
    },
    // Both change the bucket's policy status, and S3 refuses the one that comes second.
    scope.options({ dependsOn: closed, retainOnDelete: scope.config.permanent }),
  );
  new aws.s3.BucketLifecycleConfiguration(
    scope.id(`${id}Lifecycle`),
    {
      bucket: bucket.id,
      rules: [
        {
          id: "forget-old-versions",
          status: "Enabled",
          filter: {},
          noncurrentVersionExpiration: { noncurrentDays },
          expiration: { expiredObjectDeleteMarker: true },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
        {
          // Its tiers follow what is read, which lifecycle rules cannot see: 30 days unread are infrequent access,
          // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
          id: "tier-by-use",
          status: "Enabled",
          filter: {},
          transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }],
        },
        ...(expires
          ? [
              {
                id: "expire",
                status: "Enabled",
                filter: { prefix: expires.prefix },
                expiration: { days: expires.days },
              },
            ]
          : []),
      ],
    },
    scope.options({ dependsOn: versioning, retainOnDelete: scope.config.permanent }),
  );
  return { bucket, versioning, policy };
}
