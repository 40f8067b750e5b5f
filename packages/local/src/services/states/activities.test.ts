import { expect, test } from "vitest";
import { given, machineArn } from "./states.fixture.ts";

const arn = "arn:aws:states:us-east-1:123456789012:activity:a";
const waits = (more: object = {}) => ({ A: { Type: "Task", Resource: arn, End: true, ...more } });

test("an activity is created once, described, listed and deleted", async () => {
  const { call } = given();
  const created = await call("CreateActivity", { name: "a" });
  expect(created).toEqual({ activityArn: arn, creationDate: new Date(Date.UTC(2026, 0, 1)) });
  expect(await call("CreateActivity", { name: "a" })).toEqual(created);
  expect(await call("DescribeActivity", { activityArn: arn })).toMatchObject({ ...created, name: "a" });
  expect((await call("ListActivities", {})).activities).toEqual([{ ...created, name: "a" }]);
  await call("DeleteActivity", { activityArn: arn });
  await expect(call("DescribeActivity", { activityArn: arn })).rejects.toMatchObject({
    name: "ActivityDoesNotExist",
  });
  await expect(call("CreateActivity", { name: "a b" })).rejects.toMatchObject({ name: "InvalidName" });
});

test("a worker that asks before or after the task was scheduled gets it, and its answer ends the task", async () => {
  const { call, create, clock, world } = given();
  await call("CreateActivity", { name: "a" });
  await create("m", waits({ TimeoutSeconds: 100, HeartbeatSeconds: 50 }));
  const start = () => call("StartExecution", { stateMachineArn: machineArn("m"), input: '{"v":1}' });
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  for (const early of [true, false]) {
    const ask = () => world.call("states", "GetActivityTask", { activityArn: arn, workerName: "w" }, caller);
    const asked = early ? ask() : undefined;
    const { executionArn } = await start();
    const { taskToken, input } = await clock.run(asked ?? ask());
    expect(input).toBe('{"v":1}');
    await clock.run(clock.sleep(40_000));
    await call("SendTaskHeartbeat", { taskToken });
    await clock.run(clock.sleep(40_000));
    await call("SendTaskSuccess", { taskToken, output: "[1]" });
    await clock.run(clock.sleep(1));
    expect(await call("DescribeExecution", { executionArn })).toMatchObject({
      status: "SUCCEEDED",
      output: "[1]",
    });
    const { events = [] } = await call("GetExecutionHistory", { executionArn });
    expect(events.map(({ type }) => type).slice(2, 5)).toEqual([
      "ActivityScheduled",
      "ActivityStarted",
      "ActivitySucceeded",
    ]);
    expect(events[3]?.activityStartedEventDetails).toEqual({ workerName: "w" });
  }
});

test("a worker's question is answered without a task after a minute", async () => {
  const { call, clock } = given();
  await call("CreateActivity", { name: "a" });
  const before = clock.now();
  expect((await call("GetActivityTask", { activityArn: arn })).taskToken).toBeUndefined();
  expect(clock.now() - before).toBe(60_000);
});

test("a task that no worker takes times out, and none takes it later", async () => {
  const { call, create, run } = given();
  await call("CreateActivity", { name: "a" });
  await create("m", waits({ TimeoutSeconds: 5 }));
  expect(await run("m")).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect(await call("GetActivityTask", { activityArn: arn })).toEqual({});
});

test("a task of an activity that was deleted fails before it is scheduled", async () => {
  const { create, run } = given();
  await create("m", waits());
  expect(await run("m")).toMatchObject({
    error: "States.Runtime",
    cause: `An error occurred while executing the state 'A' (entered at the event id #2). The activity ${arn} does not exist.`,
  });
});
