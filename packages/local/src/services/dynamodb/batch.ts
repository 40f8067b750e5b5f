import type { CallContext, Input, Operations, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { project } from "./expressions/document.ts";
import { parseExpressions } from "./expressions/expressions.ts";
import { invalid } from "./invalid.ts";
import { keyGiven } from "./key.ts";
import { commit, keyedMutation, type Mutation, putMutation } from "./mutation.ts";
import { capacityNotWanted } from "./supported.ts";
import type { Tables } from "./tables.ts";
import { itemSize } from "./value.ts";
import { decodeItem, encodeItem } from "./wire-value.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const maxGets = 100;
const maxWrites = 25;
const maxAnswerBytes = 16 * 1024 * 1024;

/** BatchGetItem and BatchWriteItem: many separate acts in one call, none of them conditional. */
export function batch(tables: Tables) {
  const get = (given: Input<"dynamodb", "BatchGetItem">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:BatchGetItem", given);
    refuseUnsupported("dynamodb:BatchGetItem", input, ["RequestItems"]);
    const requests = Object.entries(input.RequestItems ?? {});
    checkCount(
      requests.flatMap(([, { Keys = [] }]) => Keys).length,
      maxGets,
      "Too many items requested for the BatchGetItem call",
    );
    const responses: NonNullable<Output<"dynamodb", "BatchGetItem">["Responses"]> = {};
    const unprocessed: NonNullable<Output<"dynamodb", "BatchGetItem">["UnprocessedKeys"]> = {};
    let bytes = 0;
    for (const [name, request] of requests) {
      const { Keys = [], ConsistentRead, ...texts } = request;
      refuseUnsupported("dynamodb:BatchGetItem", texts, ["ExpressionAttributeNames", "ProjectionExpression"]);
      const { projection } = parseExpressions(texts);
      const { setting, rows } = tables.active(region, name);
      const keys = Keys.map((key) => keyGiven(setting.schema, decodeItem(key)));
      checkDistinct(keys.map(({ text }) => text));
      const found: NonNullable<(typeof responses)[string]> = [];
      responses[name] = found;
      for (const [index, key] of keys.entries()) {
        const item = rows.get(key);
        if (!item) continue;
        bytes += itemSize(item);
        if (bytes > maxAnswerBytes) {
          unprocessed[name] = { ...texts, ConsistentRead, Keys: Keys.slice(index) };
          break;
        }
        found.push(encodeItem(projection ? project(item, projection) : item));
      }
    }
    return { Responses: responses, UnprocessedKeys: unprocessed };
  };

  const write = (given: Input<"dynamodb", "BatchWriteItem">, { region }: CallContext) => {
    const input = capacityNotWanted("dynamodb:BatchWriteItem", given);
    refuseUnsupported("dynamodb:BatchWriteItem", input, ["RequestItems", "ReturnItemCollectionMetrics"]);
    const requests = Object.entries(input.RequestItems ?? {}).flatMap(([name, some]) =>
      some.map((request) => ({ name, ...request })),
    );
    checkCount(requests.length, maxWrites, "Too many items requested for the BatchWriteItem call");
    const mutations = requests.map(({ name, PutRequest, DeleteRequest }): Mutation => {
      if (PutRequest && DeleteRequest)
        throw invalid(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of PutRequest or DeleteRequest",
        );
      const table = tables.active(region, name);
      return PutRequest ? putMutation(table, PutRequest) : keyedMutation(table, { ...DeleteRequest }, true);
    });
    checkDistinct(mutations.map(({ table, key }) => `${table.setting.name} ${key.text}`));
    for (const mutation of mutations) commit(mutation, mutation.next(undefined));
    return { UnprocessedItems: {} };
  };
  return { BatchGetItem: get, BatchWriteItem: write } satisfies Operations<"dynamodb">;
}

function checkCount(count: number, most: number, message: string): void {
  if (count === 0)
    throw invalid(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  if (count > most) throw invalid(message);
}

function checkDistinct(texts: readonly string[]): void {
  if (new Set(texts).size < texts.length) throw invalid("Provided list of item keys contains duplicates");
}
