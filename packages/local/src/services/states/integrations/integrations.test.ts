import { expect, test } from "vitest";
import { makeToken } from "../../../engine/tokens.ts";
import { ConnectionReset } from "../../../gate/connection-reset.ts";
import type { Guard } from "../../../gate/gate.ts";
import { executionArn, functionArn, given, machineArn, task } from "../states.fixture.ts";

const invoke = "arn:aws:states:::lambda:invoke";
const calling = (Payload: unknown, more: object = {}) =>
  task({ Resource: invoke, Arguments: { FunctionName: functionArn, Payload }, ...more });

test("lambda:invoke answers with the parsed payload among the SDK's metadata", async () => {
  const { create, run } = given(async (event) => ({ got: event }));
  await create("m", calling({ n: "{% $states.input.n + 1 %}" }));
  const { output = "" } = await run("m", '{"n": 1}');
  expect(JSON.parse(output)).toMatchObject({
    ExecutedVersion: "$LATEST",
    Payload: { got: { n: 2 } },
    SdkHttpMetadata: {
      HttpStatusCode: 200,
      HttpHeaders: { "Content-Length": "15", "Content-Type": "application/json" },
    },
    SdkResponseMetadata: { RequestId: expect.any(String) },
    StatusCode: 200,
  });
  expect(Object.keys(JSON.parse(output))).toEqual([
    "ExecutedVersion",
    "Payload",
    "SdkHttpMetadata",
    "SdkResponseMetadata",
    "StatusCode",
  ]);
});

test("a function's own ARN as Resource answers with the payload alone, and is recorded as LambdaFunction events", async () => {
  const { create, run, call } = given(async (event) => event);
  await create("m", task({ Resource: functionArn }));
  const { output, executionArn } = await run("m", "[1, 2]");
  expect(output).toBe("[1,2]");
  const { events = [] } = await call("GetExecutionHistory", { executionArn });
  expect(events.map(({ type }) => type).slice(2, 5)).toEqual([
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionSucceeded",
  ]);
});

test("what a function throws is the task's error by its type, with the whole payload as cause", async () => {
  class TargetsUnhealthy extends Error {
    override readonly name = "Release.TargetsUnhealthy";
  }
  const { create, run } = given(async () => {
    throw new TargetsUnhealthy("two of three");
  });
  await create("m", calling({}));
  const { error, cause = "" } = await run("m");
  expect(error).toBe("Release.TargetsUnhealthy");
  expect(JSON.parse(cause)).toMatchObject({
    errorType: "Release.TargetsUnhealthy",
    errorMessage: "two of three",
  });
});

test("a function that is not there is Lambda.ResourceNotFoundException in the words of the SDK for Java 1", async () => {
  const { create, run } = given();
  const missing = functionArn.replace(":step", ":other");
  await create("m", task({ Resource: invoke, Arguments: { FunctionName: missing } }));
  const { error, cause } = await run("m");
  expect(error).toBe("Lambda.ResourceNotFoundException");
  expect(cause).toMatch(
    /\(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\)$/,
  );
});

test("a machine whose role may not invoke the function fails, naming the action", async () => {
  const { create, run } = given(async () => ({}), ["states:*"]);
  await create("m", calling({}));
  const { error, cause } = await run("m");
  expect(error).toBe("Lambda.AWSLambdaException");
  expect(cause).toContain("lambda:InvokeFunction");
});

test("an argument that the integration does not have is refused, not ignored", async () => {
  const { create, run } = given();
  await create("m", task({ Resource: invoke, Arguments: { FunctionName: functionArn, Colour: "red" } }));
  expect((await run("m")).cause).toContain("Colour");
});

test("a token that a function hands on is answered by SendTaskSuccess, and expired after that", async () => {
  let token = "";
  const { create, run, call, clock, world } = given(async (event) => {
    token = String(Object(event).token);
    return {};
  });
  await create(
    "m",
    calling(
      { token: "{% $states.context.Task.Token %}" },
      { Resource: `${invoke}.waitForTaskToken`, TimeoutSeconds: 100 },
    ),
  );
  world.background("answer", async () => {
    await clock.sleep(30_000);
    await world.call(
      "states",
      "SendTaskHeartbeat",
      { taskToken: token },
      { region: "us-east-1", principal: { kind: "person" } },
    );
    await world.call(
      "states",
      "SendTaskSuccess",
      { taskToken: token, output: '{"ok": true}' },
      { region: "us-east-1", principal: { kind: "person" } },
    );
  });
  expect(await run("m")).toMatchObject({ status: "SUCCEEDED", output: '{"ok": true}' });
  await expect(call("SendTaskFailure", { taskToken: token })).rejects.toMatchObject({ name: "TaskTimedOut" });
  await expect(call("SendTaskHeartbeat", { taskToken: "nonsense" })).rejects.toMatchObject({
    name: "InvalidToken",
  });
  const elsewhere = makeToken(executionArn("m", "other"), world.random.uuid());
  await expect(call("SendTaskHeartbeat", { taskToken: elsewhere })).rejects.toMatchObject({
    name: "TaskDoesNotExist",
  });
});

const child = (Resource: string) =>
  task({
    Resource,
    Arguments: { StateMachineArn: machineArn("child"), Name: "c", Input: { n: 1 } },
    TimeoutSeconds: 60,
  });

test("startExecution.sync waits for the child; its input and output are texts, with sync:2 they are JSON", async () => {
  for (const [pattern, Input, Output] of [
    ["sync", '{"n":1}', "2"],
    ["sync:2", { n: 1 }, 2],
  ]) {
    const { create, run } = given();
    await create("child", {
      W: { Type: "Wait", Seconds: 20, Next: "P" },
      P: { Type: "Pass", Output: "{% $states.input.n + 1 %}", End: true },
    });
    await create("m", child(`arn:aws:states:::states:startExecution.${pattern}`));
    const { status, output = "" } = await run("m");
    expect(status).toBe("SUCCEEDED");
    expect(JSON.parse(output)).toMatchObject({
      Input,
      Output,
      Status: "SUCCEEDED",
      Name: "c",
      StateMachineArn: machineArn("child"),
    });
  }
});

test("a child that fails is States.TaskFailed, and its description is the cause", async () => {
  const { create, run } = given();
  await create("child", { F: { Type: "Fail", Error: "Mine", Cause: "because" } });
  await create("m", child("arn:aws:states:::states:startExecution.sync:2"));
  const { error, cause = "" } = await run("m");
  expect(error).toBe("States.TaskFailed");
  expect(JSON.parse(cause)).toMatchObject({
    Error: "Mine",
    Cause: "because",
    Input: '{"n":1}',
    Status: "FAILED",
  });
});

test("a child is stopped when its parent no longer waits for it", async () => {
  const { create, run, call, clock } = given();
  await create("child", { W: { Type: "Wait", Seconds: 600, End: true } });
  await create("m", child("arn:aws:states:::states:startExecution.sync:2"));
  expect(await run("m")).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  await clock.run(clock.sleep(1));
  const { executions = [] } = await call("ListExecutions", { stateMachineArn: machineArn("child") });
  expect(executions.map(({ status }) => status)).toEqual(["ABORTED"]);
});

test("a look at a child that does not get through is looked again; one that is denied fails the task by name", async () => {
  let looks = 0;
  const reset: Guard = async (call, next) => {
    const lost =
      call.operation === "DescribeExecution" && call.context.principal.kind === "role" && looks++ < 3;
    if (lost) throw new ConnectionReset();
    return await next(call);
  };
  for (const [actions, guards, expected] of [
    [["*"], [reset], { status: "SUCCEEDED" }],
    [["states:StartExecution"], [], { status: "FAILED", error: "StepFunctions.AWSStepFunctionsException" }],
  ] as const) {
    const { create, run } = given(undefined, actions, guards);
    await create("child", { W: { Type: "Wait", Seconds: 20, End: true } });
    await create("m", child("arn:aws:states:::states:startExecution.sync:2"));
    expect(await run("m")).toMatchObject(expected);
  }
  expect(looks).toBe(4);
});

test("an aws-sdk integration takes and gives PascalCase, and names errors as the SDK for Java 2", async () => {
  const { create, run } = given();
  const describe = (StateMachineArn: string) =>
    task({ Resource: "arn:aws:states:::aws-sdk:sfn:describeStateMachine", Arguments: { StateMachineArn } });
  await create("m", describe(machineArn("m")));
  const { output = "" } = await run("m");
  expect(JSON.parse(output)).toMatchObject({
    StateMachineArn: machineArn("m"),
    CreationDate: "2026-01-01T00:00:00.000Z",
  });
  await create("n", describe(machineArn("none")));
  expect(await run("n")).toMatchObject({
    error: "Sfn.StateMachineDoesNotExistException",
    cause: expect.stringMatching(
      / \(Service: Sfn, Status Code: 400, Request ID: [0-9a-f-]{36}\) \(SDK Attempt Count: 1\)$/,
    ),
  });
});
