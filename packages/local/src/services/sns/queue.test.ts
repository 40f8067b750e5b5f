import { expect, test } from "vitest";
import { sqs } from "../sqs/service.ts";
import { surroundings } from "../testing.ts";
import { sns } from "./service.ts";

async function withQueue(Attributes?: Record<string, string>) {
  const all = surroundings((world) => [sns(world), sqs(world)]);
  const { call } = all;
  const { TopicArn } = await call("sns", "CreateTopic", { Name: "operators" });
  const { QueueUrl } = await call("sqs", "CreateQueue", { QueueName: "pages" });
  const { SubscriptionArn } = await call("sns", "Subscribe", {
    TopicArn,
    Protocol: "sqs",
    Endpoint: "arn:aws:sqs:us-east-1:123456789012:pages",
    ...(Attributes && { Attributes }),
  });
  const publish = async () => {
    const kind = { DataType: "String", StringValue: "alarm" };
    const message = { TopicArn, Subject: "ALARM", Message: "text", MessageAttributes: { kind } };
    const { MessageId } = await call("sns", "Publish", message);
    await all.pass(1);
    const asked = { QueueUrl, MessageAttributeNames: ["All"] };
    const { Messages: [received] = [] } = await call("sqs", "ReceiveMessage", asked);
    return { MessageId, received };
  };
  return { ...all, TopicArn, SubscriptionArn, publish };
}

test("a queue that subscribed receives SNS's envelope", async () => {
  const { publish, TopicArn } = await withQueue();
  const { MessageId, received } = await publish();
  expect(JSON.parse(received?.Body ?? "")).toEqual({
    Type: "Notification",
    MessageId,
    TopicArn,
    Subject: "ALARM",
    Message: "text",
    Timestamp: "2026-01-01T00:00:00.000Z",
    SignatureVersion: "1",
    Signature: "EXAMPLE",
    SigningCertURL: "EXAMPLE",
    UnsubscribeURL: "EXAMPLE",
    MessageAttributes: { kind: { Type: "String", Value: "alarm" } },
  });
  expect(received).not.toHaveProperty("MessageAttributes");
});

test("where delivery is raw, it receives the message itself with its attributes", async () => {
  const { publish } = await withQueue({ RawMessageDelivery: "true" });
  const { received } = await publish();
  expect(received).toMatchObject({ Body: "text", MessageAttributes: { kind: { StringValue: "alarm" } } });
});

test("a subscription is described, changed and ended by its ARN", async () => {
  const { call, publish, SubscriptionArn } = await withQueue();
  const AttributeName = "RawMessageDelivery";
  await call("sns", "SetSubscriptionAttributes", { SubscriptionArn, AttributeName, AttributeValue: "true" });
  expect(await call("sns", "GetSubscriptionAttributes", { SubscriptionArn })).toMatchObject({
    Attributes: { Protocol: "sqs", RawMessageDelivery: "true", PendingConfirmation: "false" },
  });
  expect((await publish()).received?.Body).toBe("text");
  await call("sns", "Unsubscribe", { SubscriptionArn });
  expect((await publish()).received).toBeUndefined();
  await expect(call("sns", "GetSubscriptionAttributes", { SubscriptionArn })).rejects.toThrow(
    "Subscription does not exist",
  );
});

test.each([
  [{ FilterPolicy: "{}" }, "does not implement the attribute FilterPolicy of sns:Subscribe"],
  [{ RawMessageDelivery: "yes" }, "RawMessageDelivery: Invalid value"],
])("a queue is not subscribed with %j", async (attributes, error) => {
  await expect(withQueue(Object(attributes))).rejects.toThrow(error);
});
