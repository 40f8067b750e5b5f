import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { definition, executionArn, given, machineArn, pass, roleArn, wait } from "./states.fixture.ts";

test("a machine is created, described, updated, listed and deleted", async () => {
  const { call, create } = given();
  const { stateMachineArn, creationDate } = await create("m", pass);
  expect(await call("DescribeStateMachine", { stateMachineArn })).toEqual({
    stateMachineArn: machineArn("m"),
    name: "m",
    status: "ACTIVE",
    definition: definition(pass),
    roleArn,
    type: "STANDARD",
    creationDate,
    loggingConfiguration: { level: "OFF", includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: "AWS_OWNED_KEY" },
  });
  const { revisionId } = await call("UpdateStateMachine", {
    stateMachineArn,
    definition: definition(wait(1)),
  });
  expect(await call("DescribeStateMachine", { stateMachineArn })).toMatchObject({
    revisionId,
    definition: definition(wait(1)),
  });
  expect(await call("ListStateMachines", {})).toEqual({
    stateMachines: [{ stateMachineArn, name: "m", type: "STANDARD", creationDate }],
  });
  await call("DeleteStateMachine", { stateMachineArn });
  await expect(call("DescribeStateMachine", { stateMachineArn })).rejects.toMatchObject({
    name: "StateMachineDoesNotExist",
    message: `State Machine Does Not Exist: '${machineArn("m")}'`,
  });
});

test("creating the same machine again is no error, another of its name is", async () => {
  const { create } = given();
  const first = await create("m", pass);
  expect(await create("m", pass)).toEqual(first);
  await expect(create("m", wait(1))).rejects.toMatchObject({
    name: "StateMachineAlreadyExists",
    message: `State Machine Already Exists: '${machineArn("m")}'`,
  });
});

test("what is not supported is refused by its name when the machine is created", async () => {
  const { call, create } = given();
  const refused = (states: object) => create("m", states).catch((error: unknown) => String(error));
  expect(
    await refused({ A: { Type: "Task", Resource: "arn:aws:states:::ecs:runTask.sync", End: true } }),
  ).toContain("ecs:runTask");
  expect(
    await refused({ A: { Type: "Task", Resource: "arn:aws:states:::aws-sdk:ecs:inventCluster", End: true } }),
  ).toContain("inventCluster");
  const input = { name: "m", roleArn, definition: definition(pass) };
  const encryptionConfiguration = { type: "CUSTOMER_MANAGED_KMS_KEY" } as const;
  await expect(call("CreateStateMachine", { ...input, encryptionConfiguration })).rejects.toThrow(
    "CUSTOMER_MANAGED_KMS_KEY",
  );
  await expect(
    call("CreateStateMachine", { ...input, loggingConfiguration: { level: "ALL" } }),
  ).rejects.toMatchObject({
    name: "InvalidLoggingConfiguration",
    message: "Invalid Logging Configuration: Must specify exactly one Log Destination.",
  });
});

test("an invalid definition is InvalidDefinition with AWS's text", async () => {
  const { call } = given();
  const Credentials = { InvalidField: "invalid" };
  const A = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Credentials, End: true };
  await expect(
    call("CreateStateMachine", { name: "m", roleArn, definition: definition({ A }) }),
  ).rejects.toMatchObject({
    name: "InvalidDefinition",
    message: expect.stringMatching(
      /^Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'RoleArn' is required but was missing at \/States\/A\/Credentials/,
    ),
  });
  expect(await call("ValidateStateMachineDefinition", { definition: "{}" })).toEqual({
    result: "FAIL",
    diagnostics: [
      {
        severity: "ERROR",
        code: "SCHEMA_VALIDATION_FAILED",
        message: "These fields are required: [States, StartAt]",
        location: "/",
      },
    ],
    truncated: false,
  });
  expect(await call("ValidateStateMachineDefinition", { definition: definition(pass) })).toEqual({
    result: "OK",
    diagnostics: [],
    truncated: false,
  });
});

test.each(["", "with space", "a/b", "a*b", "a\u0000", "x".repeat(81)])(
  "the name %j is refused",
  async (name) => {
    const { create, call } = given();
    await expect(create(name, pass)).rejects.toMatchObject({
      name: "InvalidName",
      message: `Invalid Name: '${name}'`,
    });
    await create("m", pass);
    await expect(call("StartExecution", { stateMachineArn: machineArn("m"), name })).rejects.toMatchObject({
      name: "InvalidName",
    });
  },
);

test("starting twice with one name is idempotent while the first runs with the same input, and refused otherwise", async () => {
  const { call, create, clock } = given();
  await create("m", wait(10));
  const start = (input: string) =>
    call("StartExecution", { stateMachineArn: machineArn("m"), name: "n", input });
  const first = await start('{"a":1}');
  expect(first.executionArn).toBe(executionArn("m", "n"));
  expect(await start('{"a":1}')).toEqual(first);
  const refusal = {
    name: "ExecutionAlreadyExists",
    message: `Execution Already Exists: '${executionArn("m", "n")}'`,
  };
  await expect(start('{"a":2}')).rejects.toMatchObject(refusal);
  await clock.run(clock.sleep(11_000));
  await expect(start('{"a":1}')).rejects.toMatchObject(refusal);
});

test("input that is not JSON, or larger than 256 KiB, is refused", async () => {
  const { call, create } = given();
  await create("m", pass);
  const start = (input: string) => call("StartExecution", { stateMachineArn: machineArn("m"), input });
  await expect(start("{")).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  await expect(start(JSON.stringify("x".repeat(262_143)))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

test("an execution goes on with the machine that it was started with", async () => {
  const { call, create, clock } = given();
  const { stateMachineArn } = await create("m", wait(10));
  const { executionArn: arn } = await call("StartExecution", { stateMachineArn });
  await call("UpdateStateMachine", { stateMachineArn, definition: definition(pass) });
  await call("DeleteStateMachine", { stateMachineArn });
  await clock.run(clock.sleep(11_000));
  expect(await call("DescribeExecution", { executionArn: arn })).toMatchObject({ status: "SUCCEEDED" });
  expect(await call("DescribeStateMachineForExecution", { executionArn: arn })).toMatchObject({
    definition: definition(wait(10)),
  });
});

test("executions are listed from the youngest, by status and in pages", async () => {
  const { call, create } = given();
  const { stateMachineArn } = await create("m", wait(10));
  for (const name of ["a", "b", "c"]) await call("StartExecution", { stateMachineArn, name });
  await call("StopExecution", { executionArn: executionArn("m", "b"), error: "Enough" });
  const names = async (input: object) => {
    const { executions = [], nextToken } = await call("ListExecutions", { stateMachineArn, ...input });
    return { names: executions.map(({ name }) => name), nextToken };
  };
  expect((await names({})).names).toEqual(["c", "b", "a"]);
  expect((await names({ statusFilter: "RUNNING" })).names).toEqual(["c", "a"]);
  const first = await names({ maxResults: 2 });
  expect(first.names).toEqual(["c", "b"]);
  expect((await names({ maxResults: 2, nextToken: first.nextToken })).names).toEqual(["a"]);
  await expect(names({ nextToken: "forged" })).rejects.toMatchObject({ name: "InvalidToken" });
  await expect(names({ maxResults: 1001 })).rejects.toMatchObject({
    message:
      "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
  });
  await expect(call("ListExecutions", { stateMachineArn: "nonsense" })).rejects.toMatchObject({
    name: "InvalidArn",
    message: "Invalid Arn: 'Invalid ARN prefix: nonsense'",
  });
});

test("a history is read in pages, in both orders, with and without its data", async () => {
  const { call, create, run } = given();
  await create("m", pass);
  const { executionArn: arn } = await run("m", '{"secret": 1}');
  const read = (input: object = {}) => call("GetExecutionHistory", { executionArn: arn, ...input });
  const { events = [] } = await read();
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "PassStateEntered",
    "PassStateExited",
    "ExecutionSucceeded",
  ]);
  expect((await read({ reverseOrder: true })).events).toEqual(events.toReversed());
  const page = await read({ maxResults: 3 });
  expect([...(page.events ?? []), ...((await read({ nextToken: page.nextToken })).events ?? [])]).toEqual(
    events,
  );
  expect(JSON.stringify(events)).toContain("secret");
  const bare = await read({ includeExecutionData: false });
  expect(JSON.stringify(bare)).not.toContain("secret");
  expect(bare.events?.[1]?.stateEnteredEventDetails).toEqual({ name: "A" });
});

test("stopping the local cloud lets executions stand where they are, and records nothing of it", async () => {
  const { call, create, clock, service, events } = given();
  const { stateMachineArn } = await create("m", wait(10));
  const { executionArn: arn } = await call("StartExecution", { stateMachineArn });
  await clock.run(clock.sleep(1));
  await service.stop?.();
  await clock.run(clock.sleep(20_000));
  expect(await call("DescribeExecution", { executionArn: arn })).toMatchObject({ status: "RUNNING" });
  expect((await call("GetExecutionHistory", { executionArn: arn })).events).toHaveLength(2);
  expect(events).toHaveLength(1);
});

test("each change of status is an event of AWS's shape on the default bus", async () => {
  const { create, run, events } = given();
  await create("m", wait(5));
  await run("m");
  const sample = (name: string) => {
    const url = new URL(`../../../../../test/fixtures/events/stepfunctions.${name}.json`, import.meta.url);
    return JSON.parse(readFileSync(url, "utf8"));
  };
  expect(events.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({ status: "RUNNING", stopDate: null, output: null }),
    expect.objectContaining({ status: "SUCCEEDED", stopDate: Date.UTC(2026, 0, 1, 0, 0, 5), output: "{}" }),
  ]);
  for (const [index, name] of ["running", "succeeded"].entries()) {
    const event = events[index];
    const wanted = sample(name);
    expect(event).toMatchObject({
      source: "aws.states",
      "detail-type": "Step Functions Execution Status Change",
    });
    expect(Object.keys(Object(event)).toSorted()).toEqual(Object.keys(wanted).toSorted());
    expect(Object.keys(Object(event?.detail))).toEqual(expect.arrayContaining(Object.keys(wanted.detail)));
  }
});
