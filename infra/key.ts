/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

/** What AWS's own list of a key administrator has, and use through IAM; `kms:*` would be no more in this account. */
const accountActions = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:Get*",
  "kms:List*",
  "kms:Put*",
  "kms:ReEncrypt*",
  "kms:RetireGrant",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

const crypt = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
const publish = ["kms:Decrypt", "kms:GenerateDataKey*"];

/**
 * The key of a region: rotated each year, and one for everything that the platform keeps there. Principals of the account
 * use it as far as their IAM policies say; the services below use it in their own name.
 */
export function key(scope: Scope): aws.kms.Key {
  const { account, config, names } = scope;
  const { region } = scope.region;
  const service = (name: string) => ({ Service: `${name}.amazonaws.com` });
  const made = new aws.kms.Key(
    scope.id("Key"),
    {
      description: `Everything of ${names.prefix} in ${region}`,
      enableKeyRotation: true,
      deletionWindowInDays: config.permanent ? 30 : 7,
      policy: $util.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Account",
            Effect: "Allow",
            Principal: { AWS: $util.interpolate`arn:aws:iam::${account}:root` },
            Action: accountActions,
            Resource: "*", // in a key's policy: this key
          },
          {
            Sid: "Logs",
            Effect: "Allow",
            Principal: service(`logs.${region}`),
            Action: crypt,
            Resource: "*",
            Condition: {
              ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": $util.interpolate`arn:aws:logs:${region}:${account}:log-group:*`,
              },
            },
          },
          {
            // Alarms and rules publish to topics and dead-letter queues. EventBridge passes no source that a condition
            // could ask for; only topics and queues of this account carry the key, so nobody else gains by it.
            Sid: "Publish",
            Effect: "Allow",
            Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
            Action: publish,
            Resource: "*",
          },
          {
            // Topics deliver to encrypted queues; AWS Backup and RDS publish to encrypted topics.
            Sid: "Deliver",
            Effect: "Allow",
            Principal: { Service: ["sns.amazonaws.com", "backup.amazonaws.com", "events.rds.amazonaws.com"] },
            Action: publish,
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": account } },
          },
          {
            Sid: "Trail",
            Effect: "Allow",
            Principal: service("cloudtrail"),
            Action: ["kms:DescribeKey", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": account } },
          },
        ],
      }),
    },
    // Without the key nothing that is kept can be read again.
    kept(scope),
  );
  new aws.kms.Alias(
    scope.id("KeyAlias"),
    { name: names.keyAlias, targetKeyId: made.id },
    scope.options({ retainOnDelete: config.permanent }),
  );
  return made;
}
