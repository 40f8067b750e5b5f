import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { AwsError } from "../error.ts";
import { applyUpdate } from "./expressions/apply-update.ts";
import type { Condition } from "./expressions/condition.ts";
import { meets } from "./expressions/evaluate.ts";
import { type ExpressionTexts, parseExpressions } from "./expressions/expressions.ts";
import type { Path } from "./expressions/path.ts";
import { invalidValue } from "./invalid.ts";
import { checkItemSize, type Key, keyAttributes, keyGiven, keyOfItem } from "./key.ts";
import type { Table } from "./table.ts";
import type { Item } from "./value.ts";
import { decodeItem, encodeItem } from "./wire-value.ts";

type WireItem = Record<string, AttributeValue>;

/** One write, parsed and checked, but for what depends on the item that is there. */
export interface Mutation {
  readonly table: Table;
  readonly key: Key;
  readonly condition?: Condition;
  /** Paths that an update names, for UPDATED_OLD and UPDATED_NEW. */
  readonly touched?: readonly Path[];
  /** What is there afterwards; undefined for nothing. */
  readonly next: (old: Item | undefined) => Item | undefined;
}

export function putMutation(
  table: Table,
  { Item = {}, ...texts }: ExpressionTexts & { readonly Item?: WireItem | undefined },
): Mutation {
  const { condition } = parseExpressions(texts);
  const item = decodeItem(Item);
  const key = keyOfItem(table.setting.schema, item);
  checkItemSize(item, "Item size has exceeded the maximum allowed size");
  return { table, key, ...(condition && { condition }), next: () => item };
}

interface Keyed extends ExpressionTexts {
  readonly Key?: WireItem | undefined;
}

/** A delete when it removes, else a mere check. */
export function keyedMutation(table: Table, { Key = {}, ...texts }: Keyed, removes: boolean): Mutation {
  const { condition } = parseExpressions(texts);
  const key = keyGiven(table.setting.schema, decodeItem(Key));
  return { table, key, ...(condition && { condition }), next: (old) => (removes ? undefined : old) };
}

export function updateMutation(table: Table, { Key = {}, ...texts }: Keyed): Mutation {
  const { condition, update = [] } = parseExpressions(texts);
  const { schema } = table.setting;
  const key = keyGiven(schema, decodeItem(Key));
  const names = new Set(keyAttributes(schema).map(({ name }) => name));
  for (const { path } of update)
    if (names.has(path[0]))
      throw invalidValue(`Cannot update attribute ${path[0]}. This attribute is part of the key`);
  return {
    table,
    key,
    ...(condition && { condition }),
    touched: update.map(({ path }) => path),
    next: (old) => {
      const item = applyUpdate(old ?? key.item, update);
      checkItemSize(item, "Item size to update has exceeded the maximum allowed size");
      return item;
    },
  };
}

/** The failure that a condition means now, or undefined. */
export function conditionFailure(
  { table, key, condition }: Mutation,
  returnItem: "ALL_OLD" | "NONE" | undefined,
): AwsError | undefined {
  const old = table.rows.get(key);
  if (!condition || meets(old ?? new Map(), condition)) return undefined;
  return new AwsError("ConditionalCheckFailedException", "The conditional request failed", {
    fields: returnItem === "ALL_OLD" && old ? { Item: encodeItem(old) } : {},
  });
}

/** Stores what `next` made. */
export function commit({ table, key }: Mutation, next: Item | undefined): void {
  if (next) table.rows.put(key, next);
  else table.rows.delete(key);
}
