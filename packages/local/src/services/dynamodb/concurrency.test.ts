import fc from "fast-check";
import { expect, test } from "vitest";
import { key, ledger } from "./testing.ts";

const person = { region: "us-east-1", principal: { kind: "person" } } as const;

test("however callers interleave, a lock has one owner", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 50 }), { minLength: 2, maxLength: 8 }), async (delays) => {
      const { world, clock } = await ledger();
      const take = async (delay: number, owner: number): Promise<boolean> => {
        await clock.sleep(delay);
        const Item = { ...key("lock", 0), owner: { N: String(owner) } };
        const put = { TableName: "ledger", Item, ConditionExpression: "attribute_not_exists(id)" };
        return world.call("dynamodb", "PutItem", put, person).then(
          () => true,
          () => false,
        );
      };
      const taken = await clock.run(Promise.all(delays.map(take)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    }),
    { numRuns: 30 },
  );
});

test("read, then write on the condition that nothing changed: no count is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 20 }), { minLength: 2, maxLength: 6 }), async (delays) => {
      const { world, clock, call } = await ledger();
      await call("PutItem", { TableName: "ledger", Item: { ...key("count", 0), n: { N: "0" } } });
      const increment = async (delay: number): Promise<void> => {
        for (;;) {
          await clock.sleep(delay + 1);
          const where = { TableName: "ledger", Key: key("count", 0) };
          const { Item } = await world.call("dynamodb", "GetItem", where, person);
          const seen = Item?.n ?? { N: "0" };
          await clock.sleep(delay);
          const done = await world
            .call(
              "dynamodb",
              "UpdateItem",
              {
                ...where,
                UpdateExpression: "SET n = n + :one",
                ConditionExpression: "n = :seen",
                ExpressionAttributeValues: { ":one": { N: "1" }, ":seen": seen },
              },
              person,
            )
            .then(
              () => true,
              () => false,
            );
          if (done) return;
        }
      };
      await clock.run(Promise.all(delays.map(increment)));
      const { Item } = await call("GetItem", { TableName: "ledger", Key: key("count", 0) });
      expect(Item?.n).toEqual({ N: String(delays.length) });
    }),
    { numRuns: 30 },
  );
});
