/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

/**
 * The bucket of a region's access logs: load balancers, WAF, CloudFront. Encrypted with S3's own keys, since load
 * balancers can write to no other, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function accessLogBucket(scope: Scope, thing: string) {
  const { config, names } = scope;
  const bucket = new aws.s3.Bucket(
    scope.id(thing),
    { bucketPrefix: names.accessLogBucketPrefix, forceDestroy: !config.permanent },
    kept(scope),
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    scope.id(`${thing}Encryption`),
    { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    scope.options(),
  );
  const closed = new aws.s3.BucketPublicAccessBlock(
    scope.id(`${thing}Closed`),
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    scope.options(),
  );
  new aws.s3.BucketLifecycleConfiguration(
    scope.id(`${thing}Lifecycle`),
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: config.edge.accessLogDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    scope.options(),
  );
  const policy = new aws.s3.BucketPolicy(
    scope.id(`${thing}Policy`),
    { bucket: bucket.bucket, policy: $jsonStringify(writersPolicy(bucket.arn, scope.account)) },
    scope.options({ dependsOn: [closed] }),
  );
  return { bucket, policy };
}

/** Load balancers write through one service, CloudFront and WAF through another, each for this account alone. */
function writersPolicy(bucketArn: $util.Input<string>, account: $util.Input<string>) {
  const objects = $interpolate`${bucketArn}/*`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LoadBalancers",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: objects,
        Condition: {
          ArnLike: {
            "aws:SourceArn": $interpolate`arn:aws:elasticloadbalancing:*:${account}:loadbalancer/*`,
          },
        },
      },
      {
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: objects,
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": account },
        },
      },
      {
        Sid: "LogDeliveryCheck",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
      {
        Sid: "EncryptedInTransit",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: objects,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
