import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import type { World } from "../world/world.ts";
import { scheduler } from "./scheduler/service.ts";
import { secretsmanager } from "./secretsmanager/service.ts";
import type { Service } from "./service.ts";
import { sqs } from "./sqs/service.ts";
import { ssm } from "./ssm/service.ts";
import { surroundings } from "./testing.ts";

const RoleArn = "arn:aws:iam::123456789012:role/nightly";
const Target = { Arn: "arn:aws:lambda:us-east-1:123456789012:function:f", RoleArn, Input: "{}" };
const start = Date.UTC(2026, 0, 1);

function given(make: (world: World) => Service, at = start) {
  const made: Service[] = [];
  const all = surroundings(
    (world) => {
      made.push(make(world));
      return made;
    },
    { start: at },
  );
  const [service] = made;
  return { ...all, memory: service?.memory };
}

/** The same service in another process, `hours` later. */
async function restarted(before: ReturnType<typeof given>, make: (world: World) => Service, hours = 0) {
  const parts = deserialize(serialize(before.memory?.save()));
  await before.stop();
  const after = given(make, before.clock.now() + hours * 3_600_000);
  await after.memory?.restore(parts);
  after.memory?.resume?.();
  return after;
}

test("queues come back with their messages, those in flight hidden as long as they were", async () => {
  const before = given(sqs);
  const { QueueUrl } = await before.call("sqs", "CreateQueue", { QueueName: "q", tags: { a: "b" } });
  for (const MessageBody of ["one", "two"])
    await before.call("sqs", "SendMessage", { QueueUrl, MessageBody });
  const { Messages: [{ ReceiptHandle } = {}] = [] } = await before.call("sqs", "ReceiveMessage", {
    QueueUrl,
  });
  const { call, pass } = await restarted(before, sqs);
  const receive = async () =>
    (await call("sqs", "ReceiveMessage", { QueueUrl })).Messages?.map(({ Body }) => Body);
  expect(await receive()).toEqual(["two"]);
  expect(await receive()).toBeUndefined();
  await call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
  await pass(30_000);
  expect(await receive()).toEqual(["two"]);
  expect(await call("sqs", "ListQueueTags", { QueueUrl })).toEqual({ Tags: { a: "b" } });
});

test("parameters come back with their versions and labels, secrets with their stages", async () => {
  const parameters = given(ssm);
  for (const Value of ["1", "2"])
    await parameters.call("ssm", "PutParameter", { Name: "/p", Value, Type: "String", Overwrite: true });
  await parameters.call("ssm", "LabelParameterVersion", {
    Name: "/p",
    ParameterVersion: 1,
    Labels: ["good"],
  });
  const read = await restarted(parameters, ssm);
  expect(await read.call("ssm", "GetParameter", { Name: "/p:good" })).toMatchObject({
    Parameter: { Value: "1" },
  });
  expect(await read.call("ssm", "GetParameter", { Name: "/p" })).toMatchObject({ Parameter: { Version: 2 } });

  const secrets = given(secretsmanager);
  await secrets.call("secretsmanager", "CreateSecret", { Name: "s", SecretString: "one" });
  await secrets.call("secretsmanager", "PutSecretValue", { SecretId: "s", SecretString: "two" });
  const { call } = await restarted(secrets, secretsmanager);
  const value = { SecretId: "s", VersionStage: "AWSPREVIOUS" };
  expect(await call("secretsmanager", "GetSecretValue", value)).toMatchObject({ SecretString: "one" });
});

test("a schedule keeps its pace over a restart and does not make up for the turns between", async () => {
  const before = given(scheduler);
  await before.call("scheduler", "CreateScheduleGroup", { Name: "g" });
  const schedule = { Name: "n", GroupName: "g", FlexibleTimeWindow: { Mode: "OFF" } as const, Target };
  await before.call("scheduler", "CreateSchedule", { ...schedule, ScheduleExpression: "rate(1 hour)" });
  await before.pass(90 * 60_000);
  expect(before.asked).toHaveLength(2);
  const after = await restarted(before, scheduler, 5);
  await after.pass(29 * 60_000);
  expect(after.asked).toHaveLength(0);
  await after.pass(60_000);
  expect(after.asked).toHaveLength(1);
});

test("a time of its own that came between is made up for once, one that was met is not met again", async () => {
  const once = { Name: "n", FlexibleTimeWindow: { Mode: "OFF" } as const, Target };
  const before = given(scheduler);
  await before.call("scheduler", "CreateSchedule", {
    ...once,
    ScheduleExpression: "at(2026-01-01T02:00:00)",
  });
  const after = await restarted(before, scheduler, 5);
  await after.pass(1);
  expect(after.asked).toHaveLength(1);
  const again = await restarted(after, scheduler, 5);
  await again.pass(1);
  expect(again.asked).toHaveLength(0);
});
