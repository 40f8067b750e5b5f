import { expect, test } from "vitest";
import { definition, given, machineArn, pass, wait } from "./states.fixture.ts";

const stateMachineArn = machineArn("m");
const failing = definition({ A: { Type: "Fail", Error: "Old" } });

test("an execution of a version runs the machine as it was published", async () => {
  const { call, create, clock } = given();
  await create("m", pass);
  const { stateMachineVersionArn } = await call("PublishStateMachineVersion", { stateMachineArn });
  await call("UpdateStateMachine", { stateMachineArn, definition: failing });
  const { executionArn } = await call("StartExecution", { stateMachineArn: stateMachineVersionArn });
  await clock.run(clock.sleep(1000));
  expect(await call("DescribeExecution", { executionArn })).toMatchObject({
    status: "SUCCEEDED",
    stateMachineArn,
    stateMachineVersionArn,
  });
});

test("an alias leads to its versions by weight, and executions are listed by it", async () => {
  const { call, create } = given();
  await create("m", wait(1));
  const one = await call("PublishStateMachineVersion", { stateMachineArn });
  const two = await call("UpdateStateMachine", { stateMachineArn, definition: failing, publish: true });
  const route = (stateMachineVersionArn: string | undefined, weight: number) => ({
    stateMachineVersionArn,
    weight,
  });
  const routingConfiguration = [route(one.stateMachineVersionArn, 25), route(two.stateMachineVersionArn, 75)];
  const { stateMachineAliasArn: alias } = await call("CreateStateMachineAlias", {
    name: "live",
    routingConfiguration,
  });
  for (let started = 0; started < 200; started++) await call("StartExecution", { stateMachineArn: alias });
  const count = async (arn: string | undefined) =>
    (await call("ListExecutions", { stateMachineArn: arn, maxResults: 1000 })).executions?.length;
  expect(await count(alias)).toBe(200);
  expect(await count(stateMachineArn)).toBe(200);
  const ofOne = (await count(one.stateMachineVersionArn)) ?? 0;
  expect(ofOne).toBeGreaterThan(30);
  expect(ofOne).toBeLessThan(70);
  await expect(
    call("DeleteStateMachineVersion", { stateMachineVersionArn: one.stateMachineVersionArn }),
  ).rejects.toMatchObject({ name: "ConflictException" });
  await expect(
    call("UpdateStateMachineAlias", {
      stateMachineAliasArn: alias,
      routingConfiguration: [route(one.stateMachineVersionArn, 60)],
    }),
  ).rejects.toThrow("Sum of routing configuration weights must equal 100");
});

test("an Express execution answers to its caller, waits for nobody, and ends after five minutes", async () => {
  const { call, create } = given();
  await create("m", { A: { Type: "Pass", Output: "{% $states.input.a + 1 %}", End: true } });
  const express = { name: "x", type: "EXPRESS", roleArn: "arn:aws:iam::123456789012:role/machine" } as const;
  await call("CreateStateMachine", {
    ...express,
    definition: definition({ A: { Type: "Pass", Output: "{% $states.input.a + 1 %}", End: true } }),
  });
  const run = (input: string) => call("StartSyncExecution", { stateMachineArn: machineArn("x"), input });
  expect(await run('{"a":1}')).toMatchObject({ status: "SUCCEEDED", output: "2" });
  expect(await run("{}")).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  await call("CreateStateMachine", { ...express, name: "slow", definition: definition(wait(3600)) });
  expect(await call("StartSyncExecution", { stateMachineArn: machineArn("slow") })).toMatchObject({
    status: "TIMED_OUT",
    billingDetails: { billedDurationInMilliseconds: 300_000 },
  });
  await expect(call("StartSyncExecution", { stateMachineArn })).rejects.toMatchObject({
    name: "StateMachineTypeNotSupported",
  });
  await expect(
    call("CreateStateMachine", {
      ...express,
      name: "token",
      definition: definition({
        A: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", End: true },
      }),
    }),
  ).rejects.toThrow("Express state machine does not support '.waitForTaskToken' service integration");
});
