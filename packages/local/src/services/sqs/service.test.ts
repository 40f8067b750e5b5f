import { describe, expect, test } from "vitest";
import { arn, withQueue } from "./sqs.fixture.ts";

describe("a batch", () => {
  test("fails entry by entry", async () => {
    const { call, QueueUrl, receive } = await withQueue();
    const { Successful, Failed } = await call("sqs", "SendMessageBatch", {
      QueueUrl,
      Entries: [
        { Id: "a", MessageBody: "m" },
        { Id: "b", MessageBody: "m", DelaySeconds: 901 },
      ],
    });
    expect(Successful).toMatchObject([{ Id: "a", MD5OfMessageBody: expect.any(String) }]);
    expect(Failed).toMatchObject([{ Id: "b", Code: "InvalidParameterValueException", SenderFault: true }]);
    const [{ ReceiptHandle } = {}] = await receive();
    const Entries = [
      { Id: "x", ReceiptHandle },
      { Id: "y", ReceiptHandle: "bm9uZQ==" },
    ];
    expect(await call("sqs", "DeleteMessageBatch", { QueueUrl, Entries })).toMatchObject({
      Successful: [{ Id: "x" }],
      Failed: [{ Id: "y", Code: "ReceiptHandleIsInvalid" }],
    });
  });

  test.each([
    [[], "EmptyBatchRequest"],
    [
      Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, MessageBody: "m" })),
      "TooManyEntriesInBatchRequest",
    ],
    [[{ Id: "a b", MessageBody: "m" }], "InvalidBatchEntryId"],
    [
      [
        { Id: "a", MessageBody: "m" },
        { Id: "a", MessageBody: "m" },
      ],
      "BatchEntryIdsNotDistinct",
    ],
    [
      [
        { Id: "a", MessageBody: "x".repeat(600_000) },
        { Id: "b", MessageBody: "x".repeat(600_000) },
      ],
      "BatchRequestTooLong",
    ],
  ])("is refused whole (%#)", async (Entries, name) => {
    const { call, QueueUrl } = await withQueue();
    await expect(call("sqs", "SendMessageBatch", { QueueUrl, Entries })).rejects.toMatchObject({ name });
  });
});

describe("a queue", () => {
  test("is made once by its name and attributes, and found by URL of any host", async () => {
    const { call, QueueUrl } = await withQueue({ VisibilityTimeout: "5" });
    const QueueName = "jobs";
    expect(QueueUrl).toBe("https://sqs.us-east-1.amazonaws.com/123456789012/jobs");
    expect(await call("sqs", "CreateQueue", { QueueName })).toEqual({ QueueUrl });
    await expect(
      call("sqs", "CreateQueue", { QueueName, Attributes: { VisibilityTimeout: "6" } }),
    ).rejects.toMatchObject({ name: "QueueNameExists" });
    const elsewhere = "http://127.0.0.1:4566/123456789012/jobs";
    await call("sqs", "SendMessage", { QueueUrl: elsewhere, MessageBody: "m" });
    expect(await call("sqs", "ListQueues", { QueueNamePrefix: "j" })).toEqual({ QueueUrls: [QueueUrl] });
    await expect(call("sqs", "GetQueueUrl", { QueueName }, "eu-west-1")).rejects.toMatchObject({
      name: "QueueDoesNotExist",
    });
  });

  test("can be purged once a minute, and its name taken again a minute after its deletion", async () => {
    const { call, send, receive, pass, QueueUrl } = await withQueue();
    await send("m");
    await call("sqs", "PurgeQueue", { QueueUrl });
    expect(await receive()).toEqual([]);
    await expect(call("sqs", "PurgeQueue", { QueueUrl })).rejects.toMatchObject({
      name: "PurgeQueueInProgress",
    });
    await call("sqs", "DeleteQueue", { QueueUrl });
    await expect(send("m")).rejects.toMatchObject({ name: "QueueDoesNotExist" });
    await expect(call("sqs", "CreateQueue", { QueueName: "jobs" })).rejects.toMatchObject({
      name: "QueueDeletedRecently",
    });
    await pass(60_000);
    await call("sqs", "CreateQueue", { QueueName: "jobs" });
  });

  test.each([
    [{ VisibilityTimeout: "43201" }, "InvalidAttributeValue"],
    [{ Colour: "red" }, "InvalidAttributeName"],
    [{ FifoQueue: "true" }, "NotImplementedException"],
    [{ KmsMasterKeyId: "k" }, "NotImplementedException"],
    [{ RedrivePolicy: '{"maxReceiveCount":1}' }, "InvalidAttributeValue"],
    [
      { RedrivePolicy: `{"maxReceiveCount":1,"deadLetterTargetArn":"${arn("none")}"}` },
      "InvalidParameterValueException",
    ],
  ])("is refused with the attributes %j", async (Attributes, name) => {
    const { call } = await withQueue();
    await expect(
      call("sqs", "CreateQueue", { QueueName: "q", Attributes: Object(Attributes) }),
    ).rejects.toMatchObject({ name });
  });

  test("keeps tags", async () => {
    const { call, QueueUrl } = await withQueue();
    await call("sqs", "TagQueue", { QueueUrl, Tags: { a: "1", b: "2" } });
    await call("sqs", "UntagQueue", { QueueUrl, TagKeys: ["a"] });
    expect(await call("sqs", "ListQueueTags", { QueueUrl })).toEqual({ Tags: { b: "2" } });
  });
});

test.each([
  [{ MessageBody: "" }, "MissingRequiredParameterException"],
  [{ MessageBody: "x".repeat(1_048_577) }, "InvalidParameterValueException"],
  [{ MessageBody: "\u0000" }, "InvalidMessageContents"],
  [{ MessageBody: "m", MessageGroupId: "g" }, "NotImplementedException"],
  [
    { MessageBody: "m", MessageAttributes: { a: { DataType: "Text", StringValue: "v" } } },
    "InvalidParameterValueException",
  ],
])("the message %# is refused", async (message, name) => {
  const { call, QueueUrl } = await withQueue();
  await expect(call("sqs", "SendMessage", { QueueUrl, ...message })).rejects.toMatchObject({ name });
});
