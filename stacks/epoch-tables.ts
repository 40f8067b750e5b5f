/// <reference path="../.sst/platform/config.d.ts" />
import { epochTablesOf } from "@signalbox/core/failover/places-of";
import type { Scope } from "../infra/scope";
import type { Statement } from "../infra/service-role";

/**
 * The keys of ledgers in these regions, by their alias, since a region knows its own key's ARN alone; through DynamoDB and for nothing
 * else. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
 */
export const keysOfLedgers = (
  { account, names }: Pick<Scope, "account" | "names">,
  regions: readonly string[],
  actions: readonly string[],
): Statement => ({
  Action: [...actions],
  Resource: regions.map((region) => $interpolate`arn:aws:kms:${region}:${account}:key/*`),
  Condition: {
    StringEquals: { "kms:ViaService": regions.map((region) => `dynamodb.${region}.amazonaws.com`) },
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": names.keyAlias },
  },
});

/** What a lease keeper asks: which epochs stand in the three tables. */
export const readsEpochs = (scope: Scope): Statement[] => {
  const { account, config, names } = scope;
  const tables = epochTablesOf(config);
  return [
    {
      Action: ["dynamodb:Query"],
      Resource: tables.map(
        (region) => $interpolate`arn:aws:dynamodb:${region}:${account}:table/${names.ledgerTable}`,
      ),
    },
    keysOfLedgers(scope, tables, ["kms:Decrypt"]),
  ];
};
