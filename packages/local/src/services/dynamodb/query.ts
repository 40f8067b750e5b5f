import { madeOnce } from "@signalbox/core/made-once";
import { remembered } from "@signalbox/core/remembered";
import type { CallContext, Input, Operations } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Condition } from "./expressions/condition.ts";
import { meets } from "./expressions/evaluate.ts";
import { type ExpressionTexts, parseExpressions } from "./expressions/expressions.ts";
import { invalid } from "./invalid.ts";
import { type Key, type KeySchema, keyGiven } from "./key.ts";
import { checkFilter, type KeyQuery, keyQueryOf } from "./key-condition.ts";
import { pageOf } from "./page.ts";
import { type Row, type Rows, rangeOrder } from "./rows.ts";
import { capacityNotWanted } from "./supported.ts";
import type { Tables } from "./tables.ts";
import { equal, type Value } from "./value.ts";
import { decodeItem } from "./wire-value.ts";

const common = [
  "ConsistentRead",
  "ExclusiveStartKey",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
  "FilterExpression",
  "Limit",
  "ProjectionExpression",
  "Select",
  "TableName",
] as const;

/** Query and Scan. */
export function query(tables: Tables) {
  const runQuery = (given: Input<"dynamodb", "Query">, { region }: CallContext) => {
    const { IndexName, ...input } = capacityNotWanted("dynamodb:Query", given);
    refuseUnsupported("dynamodb:Query", input, [...common, "KeyConditionExpression", "ScanIndexForward"]);
    const { setting, rows } = tables.active(region, input.TableName);
    refuseIndex(IndexName);
    const { filter, key, projection } = expressionsOf(textsOf(input));
    if (!key)
      throw invalid(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
      );
    const { hash, range } = keyQueryIn(key)(setting.schema);
    if (filter) checkFilter(setting.schema, filter);
    const start = startKey(setting.schema, input.ExclusiveStartKey);
    if (start && !equal(start.hash, hash))
      throw invalid("The provided starting key is outside query boundaries based on provided conditions");
    const forward = input.ScanIndexForward ?? true;
    const found = range ? [...meeting(rows, hash, range)] : rows.partition(hash);
    const matching = function* (): Generator<Row> {
      for (const row of forward ? found : found.toReversed()) {
        const order = start ? rangeOrder(row.key, start) : 1;
        if (start && row.key.text !== start.text ? (forward ? order > 0 : order < 0) : !start) yield row;
      }
    };
    return pageOf(matching(), { limit: input.Limit, filter, projection, select: input.Select });
  };

  const scan = (given: Input<"dynamodb", "Scan">, { region }: CallContext) => {
    const { IndexName, ...input } = capacityNotWanted("dynamodb:Scan", given);
    refuseUnsupported("dynamodb:Scan", input, common);
    const { setting, rows } = tables.active(region, input.TableName);
    refuseIndex(IndexName);
    const { filter, projection } = expressionsOf(textsOf(input));
    const start = startKey(setting.schema, input.ExclusiveStartKey);
    return pageOf(rows.scan(start), { limit: input.Limit, filter, projection, select: input.Select });
  };
  return { Query: runQuery, Scan: scan } satisfies Operations<"dynamodb">;
}

/** Read anew for each call, they took a third of a look at the epochs, which every task's lease keeper asks for twice a minute. */
const expressionsOf = remembered(parseExpressions, (texts: ExpressionTexts) => JSON.stringify(texts), 1_000);
const keyQueryIn = madeOnce((condition: Condition) =>
  madeOnce((schema: KeySchema) => keyQueryOf(schema, condition)),
);

/** Reads no row that stands before the first or behind the last that meets it: a ledger's partition has thousands. */
function* meeting(
  rows: Rows,
  hash: Value,
  { condition, least }: NonNullable<KeyQuery["range"]>,
): Generator<Row> {
  for (const row of least ? rows.from(hash, least) : rows.partition(hash)) {
    if (meets(row.key.item, condition)) yield row;
    // The one row that `>` leaves out comes before those that meet it.
    else if (!least || !row.key.range || !equal(row.key.range, least)) return;
  }
}

function textsOf(input: Omit<Input<"dynamodb", "Query">, "IndexName">) {
  const { ExpressionAttributeNames, ExpressionAttributeValues } = input;
  const { FilterExpression, KeyConditionExpression, ProjectionExpression } = input;
  return {
    ExpressionAttributeNames,
    ExpressionAttributeValues,
    FilterExpression,
    KeyConditionExpression,
    ProjectionExpression,
  };
}

function refuseIndex(name: string | undefined): void {
  if (name !== undefined) throw invalid(`The table does not have the specified index: ${name}`);
}

function startKey(schema: KeySchema, given: Input<"dynamodb", "Scan">["ExclusiveStartKey"]): Key | undefined {
  if (!given) return undefined;
  try {
    return keyGiven(schema, decodeItem(given));
  } catch (error) {
    throw invalid(`The provided starting key is invalid: ${error instanceof Error ? error.message : error}`);
  }
}
