import { expect, test } from "vitest";
import { key, ledger } from "./testing.ts";

const puts = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ PutRequest: { Item: key("a", n) } }));

test("a batch writes and deletes, and another reads back what is there", async () => {
  const { call } = await ledger();
  await call("BatchWriteItem", { RequestItems: { ledger: puts(3) } });
  await call("BatchWriteItem", { RequestItems: { ledger: [{ DeleteRequest: { Key: key("a", 1) } }] } });
  const Keys = [key("a", 0), key("a", 1), key("a", 2)];
  const { Responses, UnprocessedKeys } = await call("BatchGetItem", { RequestItems: { ledger: { Keys } } });
  expect(Responses).toEqual({ ledger: [key("a", 0), key("a", 2)] });
  expect(UnprocessedKeys).toEqual({});
});

test("what a batch cannot answer within sixteen megabytes is left over by its keys", async () => {
  const { call } = await ledger();
  const Keys = Array.from({ length: 45 }, (_, n) => key("a", n));
  for (const one of Keys)
    await call("PutItem", { TableName: "ledger", Item: { ...one, text: { S: "x".repeat(400_000) } } });
  const first = await call("BatchGetItem", { RequestItems: { ledger: { Keys } } });
  const left = first.UnprocessedKeys?.ledger?.Keys ?? [];
  expect((first.Responses?.ledger?.length ?? 0) + left.length).toBe(45);
  expect(left.length).toBeGreaterThan(0);
});

test("too many, none and the same item twice are refused", async () => {
  const { call } = await ledger();
  await expect(call("BatchWriteItem", { RequestItems: { ledger: puts(26) } })).rejects.toThrow(
    "Too many items",
  );
  await expect(call("BatchWriteItem", { RequestItems: {} })).rejects.toThrow("greater than or equal to 1");
  await expect(
    call("BatchWriteItem", { RequestItems: { ledger: [...puts(1), ...puts(1)] } }),
  ).rejects.toThrow("Provided list of item keys contains duplicates");
});
