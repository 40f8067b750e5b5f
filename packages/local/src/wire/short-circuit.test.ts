import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { clockRetryStrategy } from "@signalbox/functions/aws/retry";
import { expect, it } from "vitest";
import type { Call } from "../gate/gate.ts";
import { AwsError } from "../services/error.ts";
import { virtualClock } from "../world/clock.ts";
import { type Circuit, shortCircuit } from "./short-circuit.ts";

/** Neither region's endpoint nor credentials are there, and no server: only the short circuit can answer. */
const settings = { region: "eu-west-1" };

const circuit = (clock = virtualClock()): Circuit => {
  let ids = 0;
  return { region: "eu-west-1", principal: { kind: "person" }, requestIds: () => `id-${++ids}`, clock };
};

function recording(output: object) {
  const calls: Call[] = [];
  const handle = async (call: Call): Promise<object> => {
    calls.push(call);
    return output;
  };
  return { calls, handle };
}

it("gives neither side what the other changes later", async () => {
  const client = new DynamoDBClient(settings);
  const stored = { Item: { a: { M: { b: { S: "kept" } } } } };
  const { calls, handle } = recording(stored);
  shortCircuit(client, "dynamodb", handle, circuit());
  const key = { id: { S: "1" } };
  const answer = await client.send(new GetItemCommand({ TableName: "t", Key: key }));
  key.id.S = "changed by the caller";
  const read = answer.Item?.a?.M?.b;
  if (read) read.S = "changed by the reader";
  expect(calls[0]?.input).toEqual({ TableName: "t", Key: { id: { S: "1" } } });
  expect(stored.Item.a.M.b.S).toBe("kept");
});

it("fills in the idempotency token that the caller left out", async () => {
  const client = new DynamoDBClient(settings);
  const { calls, handle } = recording({});
  shortCircuit(client, "dynamodb", handle, circuit());
  await client.send(new TransactWriteItemsCommand({ TransactItems: [] }));
  await client.send(new TransactWriteItemsCommand({ TransactItems: [], ClientRequestToken: "mine" }));
  expect(calls.map(({ input }) => Reflect.get(input, "ClientRequestToken"))).toEqual(["id-2", "mine"]);
});

it("retries in virtual time, waiting on the clock alone", async () => {
  const clock = virtualClock();
  const client = new SFNClient({
    ...settings,
    retryStrategy: clockRetryStrategy(clock, { chance: () => 0.5 }),
  });
  let calls = 0;
  const handle = async () => {
    if (++calls < 3) throw new AwsError("ThrottlingException", "slow down");
    return { executionArn: "e", startDate: new Date(0) };
  };
  shortCircuit(client, "states", handle, circuit(clock));
  const start = clock.now();
  const { $metadata } = await clock.run(client.send(new StartExecutionCommand({ stateMachineArn: "m" })));
  expect($metadata).toMatchObject({ attempts: 3, totalRetryDelay: 1500 });
  expect(clock.now() - start).toBe(1500);
});

it("gives up after as many attempts as the client is set to, with the last error", async () => {
  const clock = virtualClock();
  const client = new SFNClient({ ...settings, maxAttempts: 2 });
  let calls = 0;
  const handle = async () => {
    throw new AwsError("ThrottlingException", `call ${++calls}`);
  };
  shortCircuit(client, "states", handle, circuit(clock));
  const work = client.send(new StartExecutionCommand({ stateMachineArn: "m" }));
  const caught: unknown = await clock.run(work.catch((error) => error));
  expect(caught).toMatchObject({
    name: "ThrottlingException",
    message: "call 2",
    $metadata: { attempts: 2 },
  });
});

it("ends a call whose signal aborts, as the SDK's own handler ends it", async () => {
  const client = new SFNClient(settings);
  const controller = new AbortController();
  shortCircuit(client, "states", () => new Promise(() => controller.abort()), circuit());
  const call = client.send(new StartExecutionCommand({ stateMachineArn: "m" }), {
    abortSignal: controller.signal,
  });
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
});

it("ends a wait between two attempts when the signal aborts", async () => {
  const client = new SFNClient({ ...settings, retryStrategy: clockRetryStrategy(virtualClock()) });
  const controller = new AbortController();
  const handle = async () => {
    setImmediate(() => controller.abort());
    throw new AwsError("ThrottlingException", "slow down");
  };
  shortCircuit(client, "states", handle, circuit());
  const call = client.send(new StartExecutionCommand({ stateMachineArn: "m" }), {
    abortSignal: controller.signal,
  });
  await expect(call).rejects.toMatchObject({ name: "AbortError" });
});
