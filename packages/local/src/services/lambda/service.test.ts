import { expect, test } from "vitest";
import { gate } from "../../gate/gate.ts";
import { virtualClock } from "../../world/clock.ts";
import { createWorld } from "../../world/create.ts";
import type { Plane } from "../../world/plane/plane.ts";
import type { Datum } from "../../world/world.ts";
import type { Input } from "../service.ts";
import type { LambdaHandler } from "./host.ts";
import { lambda } from "./service.ts";

const nothing = (): never => {
  throw new Error("these tests start nothing");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};
const arn = "arn:aws:lambda:us-east-1:123456789012:function:signalbox-release";

function given(handler: LambdaHandler, setting: { timeoutSeconds?: number; load?: () => void } = {}) {
  const clock = virtualClock();
  const world = createWorld({ clock, seed: 7, plane });
  const service = lambda(world);
  world.connect(gate([service], []));
  const data: Datum[] = [];
  world.metrics.subscribe((datum) => data.push(datum));
  const install = () =>
    service.install({
      functionName: "signalbox-release",
      region: "us-east-1",
      roleArn: "arn:aws:iam::123456789012:role/release",
      timeoutSeconds: setting.timeoutSeconds ?? 30,
      memoryMb: 256,
      environment: { STAGE: "test" },
      load: async () => {
        setting.load?.();
        return handler;
      },
    });
  install();
  const send = (input: Partial<Input<"lambda", "Invoke">>) =>
    world.call(
      "lambda",
      "Invoke",
      { FunctionName: "signalbox-release", ...input },
      { region: "us-east-1", principal: { kind: "person" } },
    );
  const invoke = async (input: Partial<Input<"lambda", "Invoke">> = {}) => {
    const { Payload, ...rest } = await clock.run(send(input));
    return { ...rest, ...(Payload && { answer: JSON.parse(Payload.transformToString() || '"(empty)"') }) };
  };
  const values = (metric: string) =>
    data.filter((datum) => datum.metric === metric).map(({ value }) => value);
  return { clock, world, service, install, send, invoke, values };
}

test("a function gets a copy of the event and AWS's context, and its answer comes back as JSON", async () => {
  const payload = { step: "Shift" };
  const { invoke } = given(async (event, context) => ({
    event,
    same: event === payload,
    name: context.functionName,
    arn: context.invokedFunctionArn,
    memory: context.memoryLimitInMB,
    left: context.getRemainingTimeInMillis(),
  }));
  expect(await invoke({ Payload: JSON.stringify(payload) })).toEqual({
    StatusCode: 200,
    ExecutedVersion: "$LATEST",
    answer: { event: payload, same: false, name: "signalbox-release", arn, memory: "256", left: 30_000 },
  });
});

test("a call without a payload gives the function an empty object", async () => {
  const { invoke } = given(async (event) => event);
  expect((await invoke()).answer).toEqual({});
});

test("what a function throws is mapped as the Node runtime maps it", async () => {
  class Unhealthy extends Error {
    override name = "Release.TargetsUnhealthy";
  }
  const { invoke } = given(async () => {
    throw new Unhealthy("2 of 3 targets");
  });
  const { FunctionError, StatusCode, answer } = await invoke();
  expect({ FunctionError, StatusCode }).toEqual({ FunctionError: "Unhandled", StatusCode: 200 });
  expect(answer).toMatchObject({ errorType: "Release.TargetsUnhealthy", errorMessage: "2 of 3 targets" });
  expect(answer.trace[0]).toContain("2 of 3 targets");
  const text = given(async () => {
    throw "no error";
  });
  expect((await text.invoke()).answer).toEqual({ errorType: "string", errorMessage: "no error", trace: [] });
});

test("an answer that JSON cannot hold is an error, and nothing at all is null", async () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  expect((await given(async () => cyclic).invoke()).answer).toMatchObject({
    errorMessage: "Unable to stringify response body",
  });
  expect((await given(async () => undefined).invoke()).answer).toBeNull();
});

test("a function that runs past its time ends with Sandbox.Timedout, and its environment is gone", async () => {
  let loads = 0;
  const asleep: LambdaHandler = (_, context) =>
    world.clock.sleep(10_000).then(() => context.getRemainingTimeInMillis());
  const { invoke, world, clock, values } = given(asleep, { timeoutSeconds: 3, load: () => loads++ });
  const { answer, FunctionError } = await invoke();
  expect(FunctionError).toBe("Unhandled");
  expect(answer).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds$/,
    ),
  });
  await clock.run(clock.sleep(20_000));
  await invoke();
  expect(loads).toBe(2);
  expect(values("Duration")).toEqual([3000, 3000]);
});

test("the first call of an environment pays for its start, the second does not", async () => {
  let loads = 0;
  const { invoke, clock } = given(async () => ({}), { load: () => loads++ });
  const start = clock.now();
  await invoke();
  const cold = clock.now() - start;
  await invoke();
  expect(cold).toBeGreaterThanOrEqual(100);
  expect(clock.now() - start).toBe(cold);
  expect(loads).toBe(1);
});

test("an environment handles one invocation at a time, so a second at once starts another", async () => {
  let loads = 0;
  const { send, clock, world } = given(() => world.clock.sleep(1000).then(() => ({})), {
    load: () => loads++,
  });
  await clock.run(Promise.all([send({}), send({}), send({})]));
  expect(loads).toBe(3);
  await clock.run(Promise.all([send({}), send({}), send({})]));
  expect(loads).toBe(3);
});

test("a function that cannot be loaded fails the call and is loaded anew at the next", async () => {
  let broken = true;
  const { invoke, values } = given(async () => ({ ok: true }), {
    load: () => {
      if (broken) throw new SyntaxError("Unexpected token");
    },
  });
  expect((await invoke()).answer).toMatchObject({ errorType: "SyntaxError" });
  broken = false;
  expect((await invoke()).answer).toEqual({ ok: true });
  expect(values("Errors")).toEqual([1, 0]);
});

test("an event is answered at once and tried again after one and two minutes", async () => {
  const attempts: [number, string][] = [];
  const { invoke, clock, values } = given(async (_, { awsRequestId }) => {
    attempts.push([clock.now(), awsRequestId]);
    throw new Error("not yet");
  });
  expect(await invoke({ InvocationType: "Event" })).toEqual({ StatusCode: 202 });
  await clock.run(clock.sleep(10 * 60_000));
  const [first, second, third, ...more] = attempts;
  expect(more).toEqual([]);
  expect([second![0] - first![0], third![0] - second![0]]).toEqual([60_000, 120_000]);
  expect(new Set(attempts.map(([, id]) => id)).size).toBe(1);
  expect(values("Invocations")).toEqual([1, 1, 1]);
});

test("a stopped service tries no event again", async () => {
  let attempts = 0;
  const { invoke, clock, service } = given(async () => {
    attempts++;
    throw new Error("not yet");
  });
  await invoke({ InvocationType: "Event" });
  await clock.run(clock.sleep(5_000));
  await service.stop?.();
  await clock.run(clock.sleep(600_000));
  expect(attempts).toBe(1);
});

test("a dry run runs nothing", async () => {
  let ran = false;
  const { invoke } = given(async () => {
    ran = true;
  });
  expect(await invoke({ InvocationType: "DryRun" })).toEqual({ StatusCode: 204 });
  expect(ran).toBe(false);
});

test("names, ARNs and parts of them find a function, and another region, version or name does not", async () => {
  const { invoke } = given(async () => ({}));
  for (const FunctionName of [arn, "123456789012:function:signalbox-release", "signalbox-release:$LATEST"])
    expect((await invoke({ FunctionName })).StatusCode).toBe(200);
  await expect(invoke({ FunctionName: "signalbox-release", Qualifier: "7" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `Function not found: ${arn}:7`,
    statusCode: 404,
  });
  await expect(invoke({ FunctionName: "other" })).rejects.toThrow("Function not found");
  await expect(invoke({ FunctionName: arn.replace("us-east-1", "eu-west-1") })).rejects.toThrow("not found");
});

test("payloads that are no JSON or too large are refused before the function runs", async () => {
  const { invoke } = given(async () => ({}));
  await expect(invoke({ Payload: "{" })).rejects.toMatchObject({ name: "InvalidRequestContentException" });
  const text = JSON.stringify("x".repeat(1_048_576));
  expect((await invoke({ Payload: text })).StatusCode).toBe(200);
  await expect(invoke({ Payload: text, InvocationType: "Event" })).rejects.toMatchObject({
    name: "RequestEntityTooLargeException",
    statusCode: 413,
  });
});

test("an answer above six megabytes is an error of the function", async () => {
  const { invoke } = given(async () => "x".repeat(6_291_557));
  expect((await invoke()).answer).toMatchObject({ errorType: "Function.ResponseSizeTooLarge" });
});

test("the tail of the log says how long a call took", async () => {
  const { invoke } = given(async () => ({}));
  const { LogResult } = await invoke({ LogType: "Tail" });
  expect(Buffer.from(LogResult ?? "", "base64").toString()).toMatch(
    /^START RequestId: .*\nEND .*\nREPORT .*Init/,
  );
});
