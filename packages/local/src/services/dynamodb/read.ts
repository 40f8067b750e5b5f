import type { CallContext, Input, Operations } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { project } from "./expressions/document.ts";
import { parseExpressions } from "./expressions/expressions.ts";
import { keyGiven } from "./key.ts";
import { capacityNotWanted } from "./supported.ts";
import type { Tables } from "./tables.ts";
import { decodeItem, encodeItem } from "./wire-value.ts";

/** GetItem. Reads never lag: each sees what the last write left. */
export function read(tables: Tables) {
  const get = (given: Input<"dynamodb", "GetItem">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:GetItem", given);
    refuseUnsupported("dynamodb:GetItem", input, [
      "ConsistentRead",
      "ExpressionAttributeNames",
      "Key",
      "ProjectionExpression",
      "TableName",
    ]);
    const { Key = {}, TableName, ConsistentRead: _, ...texts } = input;
    const { projection } = parseExpressions(texts);
    const { setting, rows } = tables.active(region, TableName);
    const item = rows.get(keyGiven(setting.schema, decodeItem(Key)));
    return item ? { Item: encodeItem(projection ? project(item, projection) : item) } : {};
  };
  return { GetItem: get } satisfies Operations<"dynamodb">;
}
