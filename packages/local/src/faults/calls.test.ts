import { GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import type { Call } from "../gate/gate.ts";
import { selects } from "./calls.ts";
import { onTable, person } from "./faulty.fixture.ts";

const Key = { id: { S: "a" } };
const count = new UpdateItemCommand({
  TableName: "table",
  Key,
  UpdateExpression: "ADD n :one",
  ExpressionAttributeValues: { ":one": { N: "1" } },
});
const read = (ConsistentRead: boolean) => new GetItemCommand({ TableName: "table", Key, ConsistentRead });

describe.each(["http", "direct"] as const)("by %s", (transport) => {
  test("a lost reply is a broken connection, which the SDK tries again: the effect happens twice", () =>
    onTable(transport, async (client, { faults, log }) => {
      faults.add({ kind: "lose-reply", operation: "UpdateItem", count: 1 });
      const { $metadata } = await client.send(count);
      expect($metadata.attempts).toBe(2);
      expect((await client.send(read(true))).Item?.n).toEqual({ N: "2" });
      expect(log.calls().filter(({ operation }) => operation === "UpdateItem")).toHaveLength(2);
      expect(faults.struck()).toMatchObject([{ id: "f1", kind: "lose-reply" }]);
      expect(faults.active()).toEqual([]);
    }));

  test("a lost request has no effect, and where all attempts are lost the client says so as of a network", () =>
    onTable(transport, async (client, { faults, log }) => {
      faults.add({ kind: "lose-request", service: "dynamodb" });
      const error: unknown = await client.send(count).catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        name: "TimeoutError",
        code: "ECONNRESET",
        // DynamoDB's client makes one more than others.
        $metadata: { attempts: 4 },
      });
      expect(log.calls().map(({ operation }) => operation)).not.toContain("UpdateItem");
    }));

  test("throttling is tried again, denial is not", () =>
    onTable(transport, async (client, { faults }) => {
      faults.add({ kind: "throttle", operation: "UpdateItem", count: 2 });
      expect((await client.send(count)).$metadata.attempts).toBe(3);
      faults.add({ kind: "deny", operation: "UpdateItem" });
      await expect(client.send(count)).rejects.toMatchObject({
        name: "AccessDeniedException",
        $metadata: { attempts: 1 },
      });
    }));
});

test("beyond its rate an operation is throttled, within it is not", () =>
  onTable("direct", async (client, { faults, world }) => {
    faults.add({ kind: "throttle", operation: "UpdateItem", ratePerSecond: 1 });
    await client.send(count);
    expect((await client.send(count)).$metadata.attempts).toBeGreaterThan(1);
    await world.clock.sleep(1_000);
    expect((await client.send(count)).$metadata.attempts).toBe(1);
  }));

test("a delayed call takes so much longer, and a failing one answers the error that was named", () =>
  onTable("direct", async (client, { faults, world }) => {
    faults.add({ kind: "delay", operation: "UpdateItem", seconds: 5, count: 1 });
    const before = world.clock.now();
    await client.send(count);
    expect(world.clock.now() - before).toBe(5_000);
    faults.add({
      kind: "fail",
      operation: "UpdateItem",
      error: "ItemCollectionSizeLimitExceededException",
      status: 400,
    });
    await expect(client.send(count)).rejects.toMatchObject({
      name: "ItemCollectionSizeLimitExceededException",
    });
  }));

test("a stale read answers what was there before the last change, a consistent one what is", () =>
  onTable("direct", async (client, { faults }) => {
    faults.add({ kind: "stale-read", service: "dynamodb" });
    await client.send(new PutItemCommand({ TableName: "table", Item: { ...Key, n: { N: "1" } } }));
    await client.send(read(false));
    await client.send(count);
    expect((await client.send(read(true))).Item?.n).toEqual({ N: "2" });
    expect((await client.send(read(false))).Item?.n).toEqual({ N: "1" });
  }));

test("a fault strikes only whom, where and when it says", () =>
  onTable("direct", async (client, { faults, world }) => {
    const at = (ms: number) => new Date(world.clock.now() + ms).toISOString();
    faults.add({ kind: "deny", role: "another" });
    faults.add({ kind: "deny", region: "eu-west-1" });
    faults.add({ kind: "deny", operation: "PutItem" });
    faults.add({ kind: "deny", from: at(10_000), forSeconds: 10 });
    await client.send(count);
    await world.clock.sleep(15_000);
    await expect(client.send(count)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await world.clock.sleep(5_000);
    await client.send(count);
    expect(faults.active().map(({ id }) => id)).toEqual(["f1", "f2", "f3"]);
  }));

test("the same seed strikes the same calls, another one others", async () => {
  const struck = async (offset: number): Promise<string> => {
    let seen = "";
    await onTable("direct", async (_, { faults, world, handle }) => {
      for (let i = 0; i <= offset; i++) faults.add({ kind: "deny", operation: "GetItem", probability: 0.5 });
      for (const { id } of faults.active().slice(0, -1)) faults.remove(id);
      for (let i = 0; i < 40; i++) {
        const input = { TableName: "table", Key };
        const context = { region: "us-east-1", principal: { kind: "person" } as const, requestId: `${i}` };
        const refused = await handle({ service: "dynamodb", operation: "GetItem", input, context }).then(
          () => "0",
          () => "1",
        );
        seen += refused;
      }
      expect(world.regions).toContain("us-east-1");
    });
    return seen;
  };
  const first = await struck(0);
  expect(first).toMatch(/0.*1|1.*0/);
  expect(await struck(0)).toBe(first);
  expect(await struck(1)).not.toBe(first);
});

test("what a call contains is looked for in a Lambda's payload as well, which is bytes", () => {
  const input = { FunctionName: "failover", Payload: Buffer.from('{"step":"ClaimEpoch"}') };
  const call = { service: "lambda", operation: "Invoke", input, context: { ...person, requestId: "r" } };
  expect(selects({ containing: '"ClaimEpoch"' }, call as Call)).toBe(true);
  expect(selects({ containing: '"PromoteDatabase"' }, call as Call)).toBe(false);
});
