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
