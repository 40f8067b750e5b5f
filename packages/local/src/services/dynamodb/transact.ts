import type { CancellationReason } from "@aws-sdk/client-dynamodb";
import { AwsError } from "../error.ts";
import { regional } from "../regional.ts";
import type { CallContext, Input, Operations } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { project } from "./expressions/document.ts";
import { parseExpressions } from "./expressions/expressions.ts";
import { invalid } from "./invalid.ts";
import { keyGiven } from "./key.ts";
import {
  commit,
  conditionFailure,
  keyedMutation,
  type Mutation,
  putMutation,
  updateMutation,
} from "./mutation.ts";
import { capacityNotWanted } from "./supported.ts";
import type { Tables } from "./tables.ts";
import type { Item } from "./value.ts";
import { decodeItem, encodeItem } from "./wire-value.ts";

type TransactItem = NonNullable<Input<"dynamodb", "TransactWriteItems">["TransactItems"]>[number];

const maxItems = 100;
/** "Client request tokens are valid for 10 minutes after the first request that uses it is completed." */
const tokenMs = 10 * 60_000;

/** TransactWriteItems and TransactGetItems: all or nothing, in one synchronous act. */
export function transact(tables: Tables) {
  const tokens = regional(() => new Map<string, { readonly request: string; readonly at: number }>());

  /** Whether the same request has been carried out before. */
  const repeated = (region: string, token: string, request: string): boolean => {
    const known = tokens(region);
    for (const [old, { at }] of known) if (at + tokenMs <= tables.now) known.delete(old);
    const before = known.get(token);
    if (before && before.request !== request)
      throw new AwsError(
        "IdempotentParameterMismatchException",
        "The request uses the same client token as a previous, but non-identical request.",
      );
    return before !== undefined;
  };

  const write = (given: Input<"dynamodb", "TransactWriteItems">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:TransactWriteItems", given);
    refuseUnsupported("dynamodb:TransactWriteItems", input, [
      "ClientRequestToken",
      "ReturnItemCollectionMetrics",
      "TransactItems",
    ]);
    const { TransactItems = [], ClientRequestToken: token } = input;
    const request = JSON.stringify(TransactItems);
    checkCount(TransactItems.length);
    if (token !== undefined && repeated(region, token, request)) return {};
    const members = TransactItems.map((item) => memberOf(tables, region, item));
    const places = members.map(({ mutation: { table, key } }) => `${table.setting.name} ${key.text}`);
    if (new Set(places).size < places.length)
      throw invalid("Transaction request cannot include multiple operations on one item");
    commitAll(members);
    if (token !== undefined) tokens(region).set(token, { request, at: tables.now });
    return {};
  };

  const get = (given: Input<"dynamodb", "TransactGetItems">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:TransactGetItems", given);
    refuseUnsupported("dynamodb:TransactGetItems", input, ["TransactItems"]);
    const { TransactItems = [] } = input;
    checkCount(TransactItems.length);
    const Responses = TransactItems.map(({ Get }) => {
      const { Key = {}, TableName, ...texts } = { ...Get };
      const { projection } = parseExpressions(texts);
      const { setting, rows } = tables.active(region, TableName);
      const item = rows.get(keyGiven(setting.schema, decodeItem(Key)));
      return item ? { Item: encodeItem(projection ? project(item, projection) : item) } : {};
    });
    return { Responses };
  };
  return { TransactGetItems: get, TransactWriteItems: write } satisfies Operations<"dynamodb">;
}

interface Member {
  readonly mutation: Mutation;
  readonly returnItem: "ALL_OLD" | "NONE" | undefined;
}

function memberOf(tables: Tables, region: string, item: TransactItem): Member {
  const { ConditionCheck, Delete, Put, Update } = item;
  const [one, ...more] = [ConditionCheck, Delete, Put, Update].filter((member) => member !== undefined);
  if (!one || more.length > 0)
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  const { TableName, ReturnValuesOnConditionCheckFailure: returnItem } = one;
  const table = tables.active(region, TableName);
  if (Put) return { mutation: putMutation(table, Put), returnItem };
  if (Update) return { mutation: updateMutation(table, Update), returnItem };
  return {
    mutation: keyedMutation(table, { ...(Delete ?? ConditionCheck) }, Delete !== undefined),
    returnItem,
  };
}

/** Writes all members, or none and throws TransactionCanceledException with a reason for each. */
function commitAll(members: readonly Member[]): void {
  const next: (Item | undefined)[] = [];
  const reasons = members.map(({ mutation, returnItem }, index): CancellationReason => {
    const failure = conditionFailure(mutation, returnItem);
    if (failure) return { Code: "ConditionalCheckFailed", Message: failure.message, ...failure.fields };
    try {
      next[index] = mutation.next(mutation.table.rows.get(mutation.key));
      return { Code: "None" };
    } catch (error) {
      if (error instanceof AwsError) return { Code: "ValidationError", Message: error.message };
      throw error;
    }
  });
  if (reasons.some(({ Code }) => Code !== "None"))
    throw new AwsError(
      "TransactionCanceledException",
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(", ")}]`,
      { fields: { CancellationReasons: reasons } },
    );
  for (const [index, { mutation }] of members.entries()) commit(mutation, next[index]);
}

function checkCount(count: number): void {
  if (count === 0 || count > maxItems)
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${count === 0 ? "greater than or equal to 1" : `less than or equal to ${maxItems}`}`,
    );
}
