import { expect, test } from "vitest";
import { definition, functionArn, given, machineArn, task, wait } from "./states.fixture.ts";

const stepTask = task({ Resource: functionArn });
const dayMs = 86_400_000;

test("redrives what failed, says so, and refuses what runs or succeeded", async () => {
  let broken = true;
  const { call, create, run, events, clock } = given(async () => {
    if (broken) throw new Error("no");
    return { done: true };
  });
  await create("m", stepTask);
  const failed = await run("m");
  expect(failed).toMatchObject({ status: "FAILED", redriveCount: 0, redriveStatus: "REDRIVABLE" });
  const { executionArn } = failed;
  broken = false;
  const { redriveDate } = await call("RedriveExecution", { executionArn, clientToken: "t" });
  // The same request again, such as after a lost reply.
  expect(await call("RedriveExecution", { executionArn, clientToken: "t" })).toEqual({ redriveDate });
  await clock.run(clock.sleep(1000));
  const after = await call("DescribeExecution", { executionArn });
  expect(after).toMatchObject({
    status: "SUCCEEDED",
    output: '{"done":true}',
    redriveCount: 1,
    redriveDate,
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
  });
  const { events: history = [] } = await call("GetExecutionHistory", { executionArn });
  expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
  expect(history.find(({ type }) => type === "ExecutionRedriven")).toMatchObject({
    executionRedrivenEventDetails: { redriveCount: 1 },
  });
  expect(events.map(({ detail }) => detail)).toMatchObject([
    { status: "RUNNING", redriveCount: 0 },
    { status: "FAILED" },
    { status: "RUNNING", redriveCount: 1, stopDate: null },
    { status: "SUCCEEDED" },
  ]);
  await expect(call("RedriveExecution", { executionArn })).rejects.toMatchObject({
    name: "ExecutionNotRedrivable",
  });
});

test("redrives with the definition that the execution was started with", async () => {
  const { call, create, run, clock } = given();
  await create("m", { A: { Type: "Fail", Error: "Old" } });
  const { executionArn } = await run("m");
  await call("UpdateStateMachine", {
    stateMachineArn: machineArn("m"),
    definition: definition({ A: { Type: "Succeed" } }),
  });
  await call("RedriveExecution", { executionArn });
  await clock.run(clock.sleep(1000));
  expect(await call("DescribeExecution", { executionArn })).toMatchObject({ status: "FAILED", error: "Old" });
});

test("redrives for 14 days, and what was stopped too", async () => {
  const { call, create, clock } = given();
  await create("m", wait(60));
  const { executionArn } = await call("StartExecution", { stateMachineArn: machineArn("m") });
  await call("StopExecution", { executionArn });
  await clock.run(clock.sleep(14 * dayMs));
  await call("RedriveExecution", { executionArn });
  await call("StopExecution", { executionArn });
  await clock.run(clock.sleep(14 * dayMs + 1));
  expect(await call("DescribeExecution", { executionArn })).toMatchObject({
    redriveStatusReason: "Execution redrivable period exceeded",
  });
  await expect(call("RedriveExecution", { executionArn })).rejects.toMatchObject({
    name: "ExecutionNotRedrivable",
  });
});

test("lists by whether executions were redriven", async () => {
  const { call, create, run } = given();
  await create("m", { A: { Type: "Fail" } });
  const { executionArn } = await run("m");
  await run("m");
  await call("RedriveExecution", { executionArn });
  const list = async (redriveFilter: "REDRIVEN" | "NOT_REDRIVEN") => {
    const { executions = [] } = await call("ListExecutions", {
      stateMachineArn: machineArn("m"),
      redriveFilter,
    });
    return executions.map((listed) => listed.executionArn === executionArn);
  };
  expect(await list("REDRIVEN")).toEqual([true]);
  expect(await list("NOT_REDRIVEN")).toEqual([false]);
});
