import { describe, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { sns } from "./service.ts";

const fn = "arn:aws:lambda:us-east-1:123456789012:function:page";

async function withTopic() {
  const all = surroundings((world) => [sns(world)]);
  const { TopicArn } = await all.call("sns", "CreateTopic", { Name: "operators" });
  return { ...all, TopicArn };
}

describe("a message", () => {
  test("reaches a subscribed function in the envelope that Lambda is given", async () => {
    const { call, pass, asked, metrics, TopicArn } = await withTopic();
    const { SubscriptionArn } = await call("sns", "Subscribe", {
      TopicArn,
      Protocol: "lambda",
      Endpoint: fn,
    });
    const { MessageId } = await call("sns", "Publish", {
      TopicArn,
      Subject: "ALARM",
      Message: "text",
      MessageAttributes: { kind: { DataType: "String", StringValue: "alarm" } },
    });
    await pass(1);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      operation: "Invoke",
      input: { FunctionName: fn, InvocationType: "Event" },
      context: { principal: { kind: "service", name: "sns.amazonaws.com" } },
    });
    const payload = JSON.parse(new TextDecoder().decode(Object(asked[0]?.input).Payload));
    expect(payload.Records).toEqual([
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: SubscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId,
          TopicArn,
          Subject: "ALARM",
          Message: "text",
          Timestamp: "2026-01-01T00:00:00.000Z",
          SignatureVersion: "1",
          Signature: "EXAMPLE",
          SigningCertUrl: "EXAMPLE",
          UnsubscribeUrl: "EXAMPLE",
          MessageAttributes: { kind: { Type: "String", Value: "alarm" } },
        },
      },
    ]);
    expect(metrics.map(({ metric }) => metric)).toEqual([
      "NumberOfMessagesPublished",
      "NumberOfNotificationsDelivered",
    ]);
  });

  test("reaches nobody whose subscription waits for confirmation, and the answers say so", async () => {
    const { call, pass, asked, TopicArn } = await withTopic();
    const mail = { TopicArn, Protocol: "email", Endpoint: "a@example.com" };
    expect(await call("sns", "Subscribe", mail)).toEqual({ SubscriptionArn: "pending confirmation" });
    expect(await call("sns", "ListSubscriptionsByTopic", { TopicArn })).toEqual({
      Subscriptions: [
        {
          SubscriptionArn: "PendingConfirmation",
          Owner: "123456789012",
          Protocol: "email",
          Endpoint: "a@example.com",
          TopicArn,
        },
      ],
    });
    const { Attributes } = await call("sns", "GetTopicAttributes", { TopicArn });
    expect(Attributes).toMatchObject({ SubscriptionsPending: "1", SubscriptionsConfirmed: "0" });
    await call("sns", "Publish", { TopicArn, Message: "text" });
    await pass(1);
    expect(asked).toEqual([]);
  });

  test.each([
    [{ Message: "" }, "Invalid parameter: Empty message"],
    [{ Message: "x".repeat(262_145) }, "Invalid parameter: Message too long"],
    [{ Message: "m", Subject: "two\nlines" }, "Invalid parameter: Subject"],
    [{ Message: "m", TopicArn: "arn:aws:sns:us-east-1:123456789012:none" }, "Topic does not exist"],
    [{ Message: "m", MessageStructure: "json" }, "does not implement MessageStructure of sns:Publish"],
  ])("is refused: %j", async (input, error) => {
    const { call, TopicArn } = await withTopic();
    await expect(call("sns", "Publish", { TopicArn, ...input })).rejects.toThrow(error);
  });
});

test("entries of a batch fail one by one", async () => {
  const { call, TopicArn } = await withTopic();
  const { Successful, Failed } = await call("sns", "PublishBatch", {
    TopicArn,
    PublishBatchRequestEntries: [
      { Id: "a", Message: "m" },
      { Id: "b", Message: "" },
    ],
  });
  expect(Successful).toEqual([{ Id: "a", MessageId: expect.any(String) }]);
  expect(Failed).toEqual([
    { Id: "b", Code: "InvalidParameter", Message: "Invalid parameter: Empty message", SenderFault: true },
  ]);
});

test("a topic is created once by its name, listed in its region and gone when deleted", async () => {
  const { call, TopicArn } = await withTopic();
  expect(await call("sns", "CreateTopic", { Name: "operators" })).toEqual({ TopicArn });
  expect(await call("sns", "ListTopics", {})).toEqual({ Topics: [{ TopicArn }] });
  expect(await call("sns", "ListTopics", {}, "eu-west-1")).toEqual({ Topics: [] });
  await call("sns", "DeleteTopic", { TopicArn });
  expect(await call("sns", "ListTopics", {})).toEqual({ Topics: [] });
});

test("a phone cannot be subscribed, and the error says so", async () => {
  const { call, TopicArn } = await withTopic();
  await expect(
    call("sns", "Subscribe", { TopicArn, Protocol: "sms", Endpoint: "+15550100" }),
  ).rejects.toThrow("does not implement the protocol sms of sns:Subscribe");
});
