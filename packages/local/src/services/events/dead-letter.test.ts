import { expect, test } from "vitest";
import { AwsError } from "../error.ts";
import { sqs } from "../sqs/service.ts";
import { surroundings, throttled } from "../testing.ts";
import { events } from "./service.ts";

const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const fn = "arn:aws:lambda:us-east-1:123456789012:function:wake";

/** A rule to `target`, in a world with real queues, whose other services answer `answer`. */
async function withTarget(target: object, answer: () => object = () => ({})) {
  const all = surroundings((world) => [events(world), sqs(world)], { answer });
  const { call } = all;
  const { QueueUrl } = await call("sqs", "CreateQueue", { QueueName: "dead" });
  await call("events", "PutRule", { Name: "pushed", EventPattern: '{"source":["shop"]}' });
  await call("events", "PutTargets", { Rule: "pushed", Targets: [{ Id: "t", Arn: fn, ...target }] });
  const put = () =>
    call("events", "PutEvents", {
      Entries: [{ Source: "shop", DetailType: "Pushed", Detail: '{"tag":"v2"}' }],
    });
  const messages = async () => {
    const asked = { QueueUrl, MessageAttributeNames: ["All"], MaxNumberOfMessages: 10 };
    const { Messages = [] } = await call("sqs", "ReceiveMessage", asked);
    return Messages.map(({ Body = "", MessageAttributes = {} }) => ({
      body: JSON.parse(Body),
      attributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
      ),
    }));
  };
  return { ...all, put, messages };
}

const DeadLetterConfig = { Arn: queue("dead") };

test("an event that retries do not deliver ends in the dead-letter queue with its story", async () => {
  const target = { DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 3 }, Input: '{"not":"this"}' };
  const { put, pass, messages, asked, metrics } = await withTarget(target, throttled);
  await put();
  await pass(60_000);
  expect(asked).toHaveLength(4);
  expect(await messages()).toEqual([
    {
      body: expect.objectContaining({ source: "shop", detail: { tag: "v2" } }),
      attributes: {
        RULE_ARN: "arn:aws:events:us-east-1:123456789012:rule/pushed",
        TARGET_ARN: fn,
        ERROR_CODE: "THROTTLING",
        ERROR_MESSAGE: "Rate exceeded",
        RETRY_ATTEMPTS: "3",
        EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      },
    },
  ]);
  const ofRule = metrics.filter(({ namespace }) => namespace === "AWS/Events").map(({ metric }) => metric);
  expect(ofRule).toEqual(["TriggeredRules", "FailedInvocations", "InvocationsSentToDlq"]);
});

test("an event's age ends its retries as the policy says", async () => {
  const target = { DeadLetterConfig, RetryPolicy: { MaximumEventAgeInSeconds: 60 } };
  const { put, pass, messages } = await withTarget(target, throttled);
  await put();
  await pass(61_000);
  const [letter] = await messages();
  expect(letter?.attributes).toMatchObject({ EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds" });
});

test.each([
  ["AccessDeniedException", "NO_PERMISSIONS"],
  ["ResourceNotFoundException", "NO_RESOURCE"],
  ["ValidationException", "ERROR_FROM_TARGET"],
])("an event that a target refuses by %s goes to the dead letters at once as %s", async (name, code) => {
  const { put, pass, messages, asked } = await withTarget({ DeadLetterConfig }, () => {
    throw new AwsError(name, "no");
  });
  await put();
  await pass(1);
  expect(asked).toHaveLength(1);
  const [letter] = await messages();
  expect(letter?.attributes).toMatchObject({ ERROR_CODE: code, RETRY_ATTEMPTS: "0" });
  expect(letter?.attributes).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
});

test("an event that has no place among the dead letters either is counted and reported", async () => {
  const target = { DeadLetterConfig: { Arn: queue("none") }, RetryPolicy: { MaximumRetryAttempts: 0 } };
  const { put, pass, metrics, reported } = await withTarget(target, throttled);
  await put();
  await pass(1);
  expect(metrics.at(-1)?.metric).toBe("InvocationsFailedToBeSentToDlq");
  expect(reported).toMatchObject([{ name: "QueueDoesNotExist" }]);
});

test("a queue as target receives the target's input as its message", async () => {
  const { put, pass, messages } = await withTarget({ Arn: queue("dead"), InputPath: "$.detail" });
  await put();
  await pass(1);
  expect(await messages()).toEqual([{ body: { tag: "v2" }, attributes: {} }]);
});

test("a log group as target is given each event in a stream of its own", async () => {
  const Arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/all";
  const { put, pass, asked } = await withTarget({ Arn });
  const { Entries } = await put();
  await pass(1);
  expect(asked.map(({ operation }) => operation)).toEqual(["CreateLogStream", "PutLogEvents"]);
  expect(asked[1]?.input).toMatchObject({
    logGroupName: "/aws/events/all",
    logEvents: [
      { timestamp: Date.UTC(2026, 0, 1), message: expect.stringContaining(`${Entries?.[0]?.EventId}`) },
    ],
  });
});
