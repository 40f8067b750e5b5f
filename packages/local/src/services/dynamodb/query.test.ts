import fc from "fast-check";
import { expect, test } from "vitest";
import type { Input } from "../service.ts";
import { key, ledger } from "./testing.ts";

type Call = Awaited<ReturnType<typeof ledger>>["call"];

async function pages(call: Call, operation: "Query" | "Scan", input: Input<"dynamodb", "Query">) {
  const places: string[] = [];
  let start: Input<"dynamodb", "Query">["ExclusiveStartKey"];
  do {
    const page = await call(operation, { ...input, ...(start && { ExclusiveStartKey: start }) });
    expect(page.ScannedCount).toBeLessThanOrEqual(input.Limit ?? Number.POSITIVE_INFINITY);
    for (const item of page.Items ?? []) places.push(`${item.id?.S}/${item.at?.N}`);
    start = page.LastEvaluatedKey;
  } while (start);
  return places;
}

const places = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: -20, max: 20 })), {
  maxLength: 20,
  selector: ([id, at]) => `${id}/${at}`,
});

const ranges = {
  "#at > :at": (at: number) => at > -5,
  "#at >= :at": (at: number) => at >= -5,
  "#at < :at": (at: number) => at < -5,
  "#at <= :at": (at: number) => at <= -5,
  "#at = :at": (at: number) => at === -5,
  "#at BETWEEN :at AND :at": (at: number) => at === -5,
} as const;

test.each(Object.entries(ranges))(
  "pages of a query by %s, put together, are the partition in order",
  async (range, meets) => {
    await fc.assert(
      fc.asyncProperty(
        places,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (given, Limit, forward) => {
          const { call } = await ledger();
          for (const [id, at] of given) await call("PutItem", { TableName: "ledger", Item: key(id, at) });
          const expected = given
            .filter(([id, at]) => id === "a" && meets(at))
            .toSorted(([, one], [, two]) => (forward ? one - two : two - one))
            .map(([id, at]) => `${id}/${at}`);
          expect(
            await pages(call, "Query", {
              TableName: "ledger",
              Limit,
              ScanIndexForward: forward,
              KeyConditionExpression: `id = :id AND ${range}`,
              ExpressionAttributeNames: { "#at": "at" },
              ExpressionAttributeValues: { ":id": { S: "a" }, ":at": { N: "-5" } },
            }),
          ).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  },
);

test("pages of a scan, put together, are all items once, even when the last one read goes away", async () => {
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 1, max: 5 }), async (given, Limit) => {
      const { call } = await ledger();
      for (const [id, at] of given) await call("PutItem", { TableName: "ledger", Item: key(id, at) });
      const found = await pages(call, "Scan", { TableName: "ledger", Limit });
      expect(found.toSorted()).toEqual(given.map(([id, at]) => `${id}/${at}`).toSorted());
      const first = await call("Scan", { TableName: "ledger", Limit });
      const { LastEvaluatedKey } = first;
      if (!LastEvaluatedKey) return;
      await call("DeleteItem", { TableName: "ledger", Key: LastEvaluatedKey });
      const rest = await pages(call, "Scan", { TableName: "ledger", ExclusiveStartKey: LastEvaluatedKey });
      expect(rest).toEqual(found.slice(Limit));
    }),
    { numRuns: 40 },
  );
});

test("a filter comes after the limit, and COUNT answers no items", async () => {
  const { call } = await ledger();
  for (const n of [1, 2, 3, 4])
    await call("PutItem", { TableName: "ledger", Item: { ...key("a", n), n: { N: String(n % 2) } } });
  const query = {
    TableName: "ledger",
    KeyConditionExpression: "id = :id",
    FilterExpression: "n = :n",
    ExpressionAttributeValues: { ":id": { S: "a" }, ":n": { N: "1" } },
  };
  expect(
    await call("Query", {
      ...query,
      Limit: 3,
      ProjectionExpression: "#a",
      ExpressionAttributeNames: { "#a": "at" },
    }),
  ).toEqual({
    Count: 2,
    ScannedCount: 3,
    Items: [{ at: { N: "1" } }, { at: { N: "3" } }],
    LastEvaluatedKey: key("a", 3),
  });
  expect(await call("Query", { ...query, Select: "COUNT" })).toEqual({ Count: 2, ScannedCount: 4 });
});

test("a page ends at a megabyte", async () => {
  const { call } = await ledger();
  for (const n of [1, 2, 3, 4])
    await call("PutItem", {
      TableName: "ledger",
      Item: { ...key("a", n), text: { S: "x".repeat(380_000) } },
    });
  const page = await call("Scan", { TableName: "ledger" });
  expect(page.Count).toBe(3);
  expect(page.LastEvaluatedKey).toBeDefined();
});

test.each([
  ["at = :at", "Query condition missed key schema element: id"],
  ["id = :id OR at = :at", "Invalid operator used in KeyConditionExpression: OR"],
  ["id < :id AND at = :at", "Query key condition not supported"],
  ["id = :id AND n = :at", "Query condition missed key schema element: at"],
  ["id = :id AND at > :at AND at < :at", "must only contain one condition per key"],
  ["id = :at AND at = :id", "Condition parameter type does not match schema type"],
  ["id = :id AND at <> :at", "Query key condition not supported"],
])("the key condition %s is refused", async (KeyConditionExpression, message) => {
  const { call } = await ledger();
  const values = { ":id": { S: "a" }, ":at": { N: "1" } };
  const used = Object.fromEntries(
    Object.entries(values).filter(([name]) => KeyConditionExpression.includes(name)),
  );
  await expect(
    call("Query", { TableName: "ledger", KeyConditionExpression, ExpressionAttributeValues: used }),
  ).rejects.toThrow(message);
});

test("a filter on the key, an index and a strange starting key are refused", async () => {
  const { call } = await ledger();
  const query = {
    TableName: "ledger",
    KeyConditionExpression: "id = :id",
    ExpressionAttributeValues: { ":id": { S: "a" } },
  };
  await expect(call("Query", { ...query, FilterExpression: "attribute_exists(at)" })).rejects.toThrow(
    "Filter Expression can only contain non-primary key attributes: Primary key attribute: at",
  );
  await expect(call("Query", { ...query, IndexName: "byOwner" })).rejects.toThrow(
    "The table does not have the specified index: byOwner",
  );
  await expect(call("Query", { ...query, ExclusiveStartKey: key("b", 1) })).rejects.toThrow(
    "outside query boundaries",
  );
  await expect(call("Scan", { TableName: "ledger", ExclusiveStartKey: { id: { S: "a" } } })).rejects.toThrow(
    "The provided starting key is invalid",
  );
});
