import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { key, ledger } from "./testing.ts";

test("an item that was put is read back, and a delete answers what was there", async () => {
  const { call } = await ledger();
  const Item = {
    ...key("a", 1),
    tags: { SS: ["x", "y"] },
    deep: { M: { list: { L: [{ NULL: true as const }] } } },
  };
  expect(await call("PutItem", { TableName: "ledger", Item })).toEqual({});
  expect(await call("GetItem", { TableName: "ledger", Key: key("a", 1) })).toEqual({ Item });
  expect(
    await call("DeleteItem", { TableName: "ledger", Key: key("a", 1), ReturnValues: "ALL_OLD" }),
  ).toEqual({
    Attributes: Item,
  });
  expect(await call("GetItem", { TableName: "ledger", Key: key("a", 1) })).toEqual({});
});

test("a condition that fails changes nothing and shows the item when asked to", async () => {
  const { call } = await ledger();
  const Item = { ...key("lock", 0), owner: { S: "one" } };
  const take = (owner: string) =>
    call("PutItem", {
      TableName: "ledger",
      Item: { ...key("lock", 0), owner: { S: owner } },
      ConditionExpression: "attribute_not_exists(id) OR #o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: owner } },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  await take("one");
  await expect(take("two")).rejects.toMatchObject({
    name: "ConditionalCheckFailedException",
    message: "The conditional request failed",
    fields: { Item },
  });
  await expect(take("one")).resolves.toEqual({});
});

test("an update makes the item when it is not there, and answers what it touched", async () => {
  const { call } = await ledger();
  const update = (UpdateExpression: string, ReturnValues: "UPDATED_NEW" | "UPDATED_OLD" | "ALL_NEW") =>
    call("UpdateItem", {
      TableName: "ledger",
      Key: key("a", 1),
      UpdateExpression,
      ExpressionAttributeValues: { ":v": { N: "1" } },
      ReturnValues,
    });
  expect(await update("SET epoch = if_not_exists(epoch, :v) + :v", "ALL_NEW")).toEqual({
    Attributes: { ...key("a", 1), epoch: { N: "2" } },
  });
  expect(await update("ADD epoch :v", "UPDATED_NEW")).toEqual({ Attributes: { epoch: { N: "3" } } });
  expect(await update("SET epoch = epoch - :v", "UPDATED_OLD")).toEqual({
    Attributes: { epoch: { N: "3" } },
  });
});

test.each<[string, Record<string, AttributeValue>, string]>([
  ["without its key", { id: { S: "a" } }, "Missing the key at in the item"],
  [
    "with a key of another type",
    { id: { S: "a" }, at: { S: "1" } },
    "Type mismatch for key at expected: N actual: S",
  ],
  ["with an empty key", key("", 1), "cannot contain an empty string value. Key: id"],
  [
    "above 400 KB",
    { ...key("a", 1), text: { S: "x".repeat(409_600) } },
    "Item size has exceeded the maximum allowed size",
  ],
  ["with an empty set", { ...key("a", 1), set: { SS: [] } }, "An string set  may not be empty"],
  ["with a set of doubles", { ...key("a", 1), set: { NS: ["1", "1.0"] } }, "contains duplicates"],
  ["with a number too long", { ...key("a", 1), n: { N: "1".repeat(39) } }, "more than 38 significant digits"],
])("an item %s is refused", async (_, Item, message) => {
  const { call } = await ledger();
  await expect(call("PutItem", { TableName: "ledger", Item })).rejects.toThrow(message);
});

test("a key that is not the table's, and a change of the key, are refused", async () => {
  const { call } = await ledger();
  const get = call("GetItem", { TableName: "ledger", Key: { id: { S: "a" } } });
  await expect(get).rejects.toThrow("The provided key element does not match the schema");
  const update = call("UpdateItem", { TableName: "ledger", Key: key("a", 1), UpdateExpression: "REMOVE id" });
  await expect(update).rejects.toThrow("Cannot update attribute id. This attribute is part of the key");
});

test("numbers that are equal are the same key", async () => {
  const { call } = await ledger();
  await call("PutItem", { TableName: "ledger", Item: { ...key("a", "1.0"), n: { N: "1" } } });
  expect((await call("GetItem", { TableName: "ledger", Key: key("a", "1") })).Item?.n).toEqual({ N: "1" });
});

test("what a caller does to its item or to an answer does not reach the table", async () => {
  const { call } = await ledger();
  const list: AttributeValue[] = [{ S: "kept" }];
  await call("PutItem", { TableName: "ledger", Item: { ...key("a", 1), list: { L: list } } });
  list.push({ S: "smuggled" });
  const where = { TableName: "ledger", Key: key("a", 1) };
  (await call("GetItem", where)).Item?.list?.L?.push({ S: "smuggled" });
  expect((await call("GetItem", where)).Item?.list).toEqual({ L: [{ S: "kept" }] });
});
