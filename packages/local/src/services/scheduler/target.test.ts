import { describe, expect, test } from "vitest";
import { throttled } from "../testing.ts";
import { arn, fn, RoleArn, withSchedule } from "./scheduler.fixture.ts";

describe("a target", () => {
  test.each([
    [{}, "Invoke", { FunctionName: fn, InvocationType: "Event" }],
    [
      { Arn: arn("states@stateMachine:m") },
      "StartExecution",
      { input: "{}", stateMachineArn: arn("states@stateMachine:m") },
    ],
    [{ Arn: arn("sns@t") }, "Publish", { TopicArn: arn("sns@t"), Message: "{}" }],
    [
      { Arn: arn("events@event-bus/b"), EventBridgeParameters: { DetailType: "d", Source: "s" } },
      "PutEvents",
      { Entries: [{ EventBusName: arn("events@event-bus/b"), DetailType: "d", Source: "s", Detail: "{}" }] },
    ],
  ])("%j is called as the schedule's role by %s", async (target, operation, input) => {
    const { asked, pass } = await withSchedule({}, target);
    await pass(1);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      operation,
      input,
      context: { principal: { kind: "role", arn: RoleArn, session: "scheduler" } },
    });
  });

  test("is given the context attributes in its input", async () => {
    const Input =
      '{"arn":"<aws.scheduler.schedule-arn>","time":"<aws.scheduler.scheduled-time>","n":<aws.scheduler.attempt-number>}';
    const { asked, pass } = await withSchedule({}, { Arn: arn("sns@t"), Input });
    await pass(1);
    expect(JSON.parse(Object(asked[0]?.input).Message)).toEqual({
      arn: arn("scheduler@schedule/default/nightly"),
      time: "2026-01-01T00:00:00Z",
      n: 1,
    });
  });

  test("is given AWS's notification where there is no input", async () => {
    const { asked, pass } = await withSchedule({}, { Arn: arn("sns@t"), Input: undefined });
    await pass(1);
    expect(JSON.parse(Object(asked[0]?.input).Message)).toMatchObject({
      source: "aws.scheduler",
      "detail-type": "Scheduled Event",
      resources: [arn("scheduler@schedule/default/nightly")],
    });
  });

  test("that stays throttled leaves a dead letter with its story", async () => {
    const more = { RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: arn("sqs@dead") } };
    const once = { ScheduleExpression: "at(2026-01-01T01:00:00)" };
    const { call, hours, minutes } = await withSchedule(once, more, throttled);
    const { QueueUrl } = await call("sqs", "CreateQueue", { QueueName: "dead" });
    await hours(2);
    expect(minutes).toHaveLength(3);
    const { Messages = [] } = await call("sqs", "ReceiveMessage", {
      QueueUrl,
      MessageAttributeNames: ["All"],
    });
    const [{ Body, MessageAttributes = {} } = {}] = Messages;
    expect(Body).toBe("{}");
    expect(Object.fromEntries(Object.entries(MessageAttributes).map(([k, v]) => [k, v.StringValue]))).toEqual(
      {
        ERROR_CODE: "ThrottlingException",
        ERROR_MESSAGE: "Rate exceeded",
        EXECUTION_ID: expect.stringMatching(/^[0-9a-f-]{36}$/),
        EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
        IS_PAYLOAD_TRUNCATED: "false",
        RETRY_ATTEMPTS: "2",
        SCHEDULED_TIME: "2026-01-01T01:00:00Z",
        SCHEDULE_ARN: arn("scheduler@schedule/default/nightly"),
        TARGET_ARN: fn,
      },
    );
  });
});
