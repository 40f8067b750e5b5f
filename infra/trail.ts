/// <reference path="../.sst/platform/config.d.ts" />
import { privateBucket } from "./private-bucket";
import type { Scope } from "./scope";

/** Who did what in the account, in all regions, in a bucket of its own, with digests that show whether a file was changed. */
export function trail(scope: Scope, keyArn: $util.Input<string>) {
  const { account, names, region } = scope;
  const trailArn = $interpolate`arn:aws:cloudtrail:${region.region}:${account}:trail/${names.trail}`;
  const fromTrail = { "aws:SourceArn": trailArn };
  const { bucket, policy } = privateBucket(scope, "TrailBucket", {
    thing: "trail",
    keyArn,
    noncurrentDays: 365,
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    statements: (bucketArn) => [
      {
        Sid: "TrailLooks",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: { StringEquals: fromTrail },
      },
      {
        Sid: "TrailWrites",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: $interpolate`${bucketArn}/AWSLogs/${account}/*`,
        Condition: { StringEquals: { ...fromTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ],
  });
  return new aws.cloudtrail.Trail(
    scope.id("Trail"),
    {
      name: names.trail,
      s3BucketName: bucket.id,
      kmsKeyId: keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
    },
    scope.options({ dependsOn: [policy], retainOnDelete: scope.config.permanent }),
  );
}
