import type { CallContext, Input, Operations } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { project } from "./expressions/document.ts";
import { invalid } from "./invalid.ts";
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
import { encodeItem } from "./wire-value.ts";

const common = [
  "ConditionExpression",
  "ExpressionAttributeNames",
  "ExpressionAttributeValues",
  "ReturnItemCollectionMetrics",
  "ReturnValues",
  "ReturnValuesOnConditionCheckFailure",
  "TableName",
] as const;

/** PutItem, UpdateItem and DeleteItem. Each is one synchronous act: nothing comes between its check and its write. */
export function write(tables: Tables) {
  const put = (given: Input<"dynamodb", "PutItem">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:PutItem", given);
    refuseUnsupported("dynamodb:PutItem", input, [...common, "Item"]);
    checkReturnValues(input.ReturnValues, ["ALL_OLD", "NONE"]);
    return act(input, putMutation(tables.active(region, input.TableName), input));
  };
  const update = (given: Input<"dynamodb", "UpdateItem">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:UpdateItem", given);
    refuseUnsupported("dynamodb:UpdateItem", input, [...common, "Key", "UpdateExpression"]);
    checkReturnValues(input.ReturnValues, ["ALL_OLD", "ALL_NEW", "NONE", "UPDATED_OLD", "UPDATED_NEW"]);
    return act(input, updateMutation(tables.active(region, input.TableName), input));
  };
  const remove = (given: Input<"dynamodb", "DeleteItem">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:DeleteItem", given);
    refuseUnsupported("dynamodb:DeleteItem", input, [...common, "Key"]);
    checkReturnValues(input.ReturnValues, ["ALL_OLD", "NONE"]);
    return act(input, keyedMutation(tables.active(region, input.TableName), input, true));
  };
  return { DeleteItem: remove, PutItem: put, UpdateItem: update } satisfies Operations<"dynamodb">;
}

function act(
  input: Pick<Input<"dynamodb", "UpdateItem">, "ReturnValues" | "ReturnValuesOnConditionCheckFailure">,
  mutation: Mutation,
) {
  const failure = conditionFailure(mutation, input.ReturnValuesOnConditionCheckFailure);
  if (failure) throw failure;
  const old = mutation.table.rows.get(mutation.key);
  const next = mutation.next(old);
  commit(mutation, next);
  const shown = attributesOf(input.ReturnValues, mutation, old, next);
  return shown && shown.size > 0 ? { Attributes: encodeItem(shown) } : {};
}

function attributesOf(
  wanted: Input<"dynamodb", "UpdateItem">["ReturnValues"],
  { touched = [] }: Mutation,
  old: Item | undefined,
  next: Item | undefined,
): Item | undefined {
  switch (wanted) {
    case "ALL_OLD":
      return old;
    case "ALL_NEW":
      return next;
    case "UPDATED_OLD":
      return old && project(old, touched);
    case "UPDATED_NEW":
      return next && project(next, touched);
    default:
      return undefined;
  }
}

function checkReturnValues(given: string | undefined, allowed: readonly string[]): void {
  if (given !== undefined && !allowed.includes(given)) throw invalid("Return values set to invalid value");
}
