/// <reference path="../../.sst/platform/config.d.ts" />
import { stagingOf } from "@signalbox/core/pipeline/staging";
import { spillRegions } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Action, Permission, ResourceKind } from "@signalbox/core/workflow/allow";
import type { Scope } from "../../infra/scope";
import { type Statement, through } from "../../infra/service-role";
import { keysOfLedgers } from "../epoch-tables";

export const mayDo = (
  { allow }: { readonly allow: readonly Permission[] },
  action: Action,
  on: ResourceKind,
): boolean => allow.some(({ actions, resource }) => resource === on && actions.includes(action));

/**
 * The key, for a cluster that is restored: RDS is granted it by whoever restores, and uses it without asking again,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
 */
export const letsDatabasesUse = (scope: Scope, keyArn: $util.Input<string>): Statement[] => [
  { Action: ["kms:DescribeKey"], Resource: [keyArn], Condition: through(scope, "rds") },
  {
    Action: ["kms:CreateGrant"],
    Resource: [keyArn],
    Condition: { ...through(scope, "rds"), Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
];

/** The key, for a secret: which secret is another statement's. */
export const readsSecret = (scope: Scope, keyArn: $util.Input<string>): Statement => ({
  Action: ["kms:Decrypt"],
  Resource: [keyArn],
  Condition: through(scope, "secretsmanager"),
});

const ledgerKeyActions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];

/** The other regions' keys, for their ledgers and the releases that are started there. */
export const releasesAbroad = ({ backup }: Platform, allow: readonly Permission[]): Statement[] =>
  allow.some(({ resource }) => resource === "ledgersElsewhere") && backup && backup.copies.length > 0
    ? [
        {
          Action: ledgerKeyActions,
          Resource: backup.copies.map(({ keyArn }) => keyArn),
          Condition: {
            StringEquals: {
              "kms:ViaService": backup.copies.flatMap(({ region }) =>
                ["dynamodb", "states"].map((service) => `${service}.${region}.amazonaws.com`),
              ),
            },
          },
        },
      ]
    : [];

/** Of the tables that hold the epochs, those of other regions: their keys. */
export const epochsAbroad = (
  scope: Scope,
  { failover, region }: Platform,
  allow: readonly Permission[],
): Statement[] => {
  const elsewhere = (failover?.tables ?? []).filter((one) => one !== region);
  return elsewhere.length > 0 && allow.some(({ resource }) => resource === "epochTables")
    ? [keysOfLedgers(scope, elsewhere, ledgerKeyActions)]
    : [];
};

/** Of the regions to which overflow of inference goes from here: the keys of their ledgers, in which their planners speak. */
export const spillsAbroad = (scope: Scope, platform: Platform, allow: readonly Permission[]): Statement[] => {
  const regions = spillRegions(platform);
  return regions.length > 0 && allow.some(({ resource }) => resource === "spillLedger")
    ? [keysOfLedgers(scope, regions, ["kms:Decrypt"])]
    : [];
};

/**
 * Of the regions that a failback is between: their keys, for the secrets that it takes over from the other one and copies to it again.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html
 */
export const secretsAbroad = (
  { account, names }: Scope,
  { failover }: Platform,
  allow: readonly Permission[],
): Statement[] => {
  if (!failover || !allow.some(({ resource }) => resource === "failoverSecretsElsewhere")) return [];
  const regions = failover.regions.map(({ region }) => region);
  return [
    {
      Action: ledgerKeyActions,
      Resource: regions.map((region) => $interpolate`arn:aws:kms:${region}:${account}:key/*`),
      Condition: {
        StringEquals: { "kms:ViaService": regions.map((region) => `secretsmanager.${region}.amazonaws.com`) },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": names.keyAlias },
      },
    },
  ];
};

/** Another region's key, for manifests that are put beside copies there. */
export const writesAbroad = ({ backup }: Platform, allow: readonly Permission[]): Statement[] =>
  allow.some(({ resource }) => resource === "copyDocuments") && backup && backup.copies.length > 0
    ? [
        {
          Action: ["kms:GenerateDataKey"],
          Resource: backup.copies.map(({ keyArn }) => keyArn),
          Condition: {
            StringEquals: {
              "kms:ViaService": backup.copies.map(({ region }) => `s3.${region}.amazonaws.com`),
            },
          },
        },
      ]
    : [];

/**
 * The key of the stage before, by its alias, since that stage alone knows its ARN: Step Functions encrypts with it what an
 * execution is given, https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
 */
export const startsInStaging = (platform: Platform, allow: readonly Permission[]): Statement[] => {
  const staging = stagingOf(platform);
  if (!platform.pipeline || !staging || !allow.some(({ resource }) => resource === "pipelineStageRelease"))
    return [];
  const { region } = platform.pipeline.staging;
  return [
    {
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [`arn:aws:kms:${region}:${platform.account}:key/*`],
      Condition: {
        StringEquals: { "kms:ViaService": `states.${region}.amazonaws.com` },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": namesOf(staging).keyAlias },
      },
    },
  ];
};

/** The key, for what is kept or sent encrypted by the services that a step calls: its tables, its topic, its executions. */
export const throughServices = ({ region }: Scope, keyArn: $util.Input<string>): Statement => ({
  Action: ledgerKeyActions,
  Resource: [keyArn],
  Condition: {
    StringEquals: {
      "kms:ViaService": ["dynamodb", "s3", "sns", "sqs", "states"].map(
        (service) => `${service}.${region.region}.amazonaws.com`,
      ),
    },
  },
});
