import { expect, test } from "vitest";
import { key, ledger } from "./testing.ts";

const put = (id: string, n: number) => ({
  Put: { TableName: "ledger", Item: { ...key(id, 0), n: { N: String(n) } } },
});
const absent = (id: string) => ({
  ConditionCheck: {
    TableName: "ledger",
    Key: key(id, 0),
    ConditionExpression: "attribute_not_exists(id)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  },
});
const increment = (id: string) => ({
  Update: {
    TableName: "ledger",
    Key: key(id, 0),
    UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  },
});
const remove = (id: string) => ({ Delete: { TableName: "ledger", Key: key(id, 0) } });

test("a transaction writes all of its members", async () => {
  const { call } = await ledger();
  await call("TransactWriteItems", { TransactItems: [put("a", 1), put("b", 1)] });
  await call("TransactWriteItems", { TransactItems: [increment("a"), remove("b"), absent("c")] });
  const get = (id: string) => ({ Get: { TableName: "ledger", Key: key(id, 0), ProjectionExpression: "n" } });
  expect(await call("TransactGetItems", { TransactItems: [get("a"), get("b")] })).toEqual({
    Responses: [{ Item: { n: { N: "2" } } }, {}],
  });
});

test("one member that fails cancels all, with a reason for each", async () => {
  const { call } = await ledger();
  await call("TransactWriteItems", { TransactItems: [put("a", 1)] });
  const cancelled = call("TransactWriteItems", { TransactItems: [put("b", 1), absent("a")] });
  await expect(cancelled).rejects.toMatchObject({
    name: "TransactionCanceledException",
    message:
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
    fields: {
      CancellationReasons: [
        { Code: "None" },
        {
          Code: "ConditionalCheckFailed",
          Message: "The conditional request failed",
          Item: { ...key("a", 0), n: { N: "1" } },
        },
      ],
    },
  });
  expect(await call("GetItem", { TableName: "ledger", Key: key("b", 0) })).toEqual({});
});

test("an update that the item's data refuse cancels the transaction", async () => {
  const { call } = await ledger();
  await call("PutItem", { TableName: "ledger", Item: { ...key("a", 0), n: { S: "one" } } });
  await expect(
    call("TransactWriteItems", { TransactItems: [put("b", 1), increment("a")] }),
  ).rejects.toMatchObject({
    fields: { CancellationReasons: [{ Code: "None" }, { Code: "ValidationError" }] },
  });
  expect(await call("GetItem", { TableName: "ledger", Key: key("b", 0) })).toEqual({});
});

test("two members on one item, and no members, are refused", async () => {
  const { call } = await ledger();
  await expect(call("TransactWriteItems", { TransactItems: [put("a", 1), remove("a")] })).rejects.toThrow(
    "Transaction request cannot include multiple operations on one item",
  );
  await expect(call("TransactWriteItems", { TransactItems: [] })).rejects.toThrow(
    "greater than or equal to 1",
  );
});

test("a client token makes a transaction happen once within ten minutes", async () => {
  const { call, clock } = await ledger();
  const once = { TransactItems: [increment("a")], ClientRequestToken: "token" };
  const n = async () => (await call("GetItem", { TableName: "ledger", Key: key("a", 0) })).Item?.n;
  await call("TransactWriteItems", once);
  await call("TransactWriteItems", once);
  expect(await n()).toEqual({ N: "1" });
  await expect(
    call("TransactWriteItems", { ...once, TransactItems: [increment("b")] }),
  ).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
  await clock.run(clock.sleep(10 * 60_000));
  await call("TransactWriteItems", once);
  expect(await n()).toEqual({ N: "2" });
});
