import { expect, test } from "vitest";
import { logs } from "../logs/service.ts";
import { surroundings } from "../testing.ts";
import type { LambdaHost } from "./host.ts";
import { lambda } from "./service.ts";

const role = "arn:aws:iam::123456789012:role/release";

function withFunction() {
  const hosts: LambdaHost[] = [];
  const all = surroundings((world) => {
    const functions = lambda(world);
    hosts.push(functions);
    return [functions, logs(world)];
  });
  const [host] = hosts;
  host?.install({
    functionName: "release",
    region: "us-east-1",
    roleArn: role,
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    load: async (_, write) => async (event) => {
      write(`{"message":"shifting","event":${JSON.stringify(event)}}`);
      if (Object(event).late) await all.clock.sleep(5000);
      return {};
    },
  });
  const invoke = (payload: object, more: object = {}) =>
    all.call("lambda", "Invoke", {
      FunctionName: "release",
      Payload: new TextEncoder().encode(JSON.stringify(payload)),
      ...more,
    });
  const lines = async () => {
    const { events = [] } = await all.call("logs", "FilterLogEvents", {
      logGroupName: "/aws/lambda/release",
    });
    return events.map(({ message = "" }) => message.replace(/[0-9a-f-]{36}/, "ID"));
  };
  return { ...all, invoke, lines };
}

test("an invocation's log stands in the function's group: what the platform says, and what the handler wrote", async () => {
  const { invoke, lines, call } = withFunction();
  const { LogResult = "" } = await invoke({ n: 1 }, { LogType: "Tail" });
  const written = await lines();
  expect(written).toEqual([
    "START RequestId: ID Version: $LATEST",
    '{"message":"shifting","event":{"n":1}}',
    "END RequestId: ID",
    expect.stringMatching(
      /^REPORT RequestId: ID\tDuration: 0\.00 ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tInit/,
    ),
  ]);
  expect(Buffer.from(LogResult, "base64").toString().trim().split("\n")).toHaveLength(4);
  const { logStreams } = await call("logs", "DescribeLogStreams", { logGroupName: "/aws/lambda/release" });
  expect(logStreams).toMatchObject([
    { logStreamName: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/) },
  ]);
});

test("each environment writes to a stream of its own, and one that is used again to its own again", async () => {
  const { invoke, call } = withFunction();
  await invoke({});
  await invoke({});
  await invoke({ late: true });
  await invoke({});
  const { logStreams } = await call("logs", "DescribeLogStreams", { logGroupName: "/aws/lambda/release" });
  // The third invocation ran out of time, which ends its environment.
  expect(logStreams).toHaveLength(2);
});
