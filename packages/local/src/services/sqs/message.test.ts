import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arn, withQueue } from "./sqs.fixture.ts";

describe("a message", () => {
  test("is received with true digests, hidden for its visibility timeout, and gone when deleted", async () => {
    const { send, receive, call, pass, QueueUrl } = await withQueue({ VisibilityTimeout: "10" });
    const kind = { DataType: "String", StringValue: "job" };
    const sent = await send("hello", {
      MessageAttributes: { kind, n: { DataType: "Number", StringValue: "1" } },
    });
    // Digests as botocore and the SDK compute them: md5 of the text, and of the packed attributes.
    expect(sent.MD5OfMessageBody).toBe("5d41402abc4b2a76b9719d911017c592");
    expect(sent.MD5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/);
    const [message] = await receive({ MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "hello",
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: { kind },
      Attributes: { ApproximateReceiveCount: "1", SentTimestamp: `${Date.UTC(2026, 0, 1)}` },
    });
    expect(await receive()).toEqual([]);
    await pass(10_000);
    const [again] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(again).toMatchObject({ MessageId: sent.MessageId, Attributes: { ApproximateReceiveCount: "2" } });
    // The first receipt is no longer the last one: nothing is deleted.
    await call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await pass(10_000);
    const [third] = await receive();
    await call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle: third?.ReceiptHandle });
    await pass(60_000);
    expect(await receive()).toEqual([]);
  });

  test("that is delayed appears after its delay, and is forgotten after the retention period", async () => {
    const { send, receive, pass, state } = await withQueue({
      MessageRetentionPeriod: "60",
      DelaySeconds: "5",
    });
    await send("late");
    expect(await receive()).toEqual([]);
    expect(await state("ApproximateNumberOfMessagesDelayed")).toBe("1");
    await pass(5000);
    expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    await pass(55_000);
    expect(await receive()).toEqual([]);
  });

  test("goes to the dead-letter queue once it was received as often as the policy says", async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 2 });
    const { send, receive, call } = await withQueue({ RedrivePolicy });
    await send("poison");
    for (let turn = 0; turn < 2; turn++) expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive()).toEqual([]);
    const { QueueUrl } = await call("sqs", "GetQueueUrl", { QueueName: "dead" });
    const { Messages } = await call("sqs", "ReceiveMessage", { QueueUrl, AttributeNames: ["All"] });
    expect(Messages).toMatchObject([
      { Body: "poison", Attributes: { ApproximateReceiveCount: "1", DeadLetterQueueSourceArn: arn("jobs") } },
    ]);
    expect(await call("sqs", "ListDeadLetterSourceQueues", { QueueUrl })).toEqual({
      queueUrls: ["https://sqs.us-east-1.amazonaws.com/123456789012/jobs"],
    });
  });

  test("can be given back early, or kept longer, by its last receipt only", async () => {
    const { send, receive, call, pass, QueueUrl } = await withQueue();
    await send("m");
    const [{ ReceiptHandle } = {}] = await receive();
    const change = (VisibilityTimeout: number) =>
      call("sqs", "ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout });
    await change(100);
    await pass(99_000);
    expect(await receive()).toEqual([]);
    await change(0);
    await expect(change(5)).rejects.toMatchObject({ name: "MessageNotInflight" });
    expect(await receive()).toHaveLength(1);
    await expect(change(5)).rejects.toThrow("not available for visibility timeout change");
  });
});

describe("long polling", () => {
  const person = { region: "us-east-1", principal: { kind: "person" } } as const;

  test("answers as soon as a message is sent, and empty after its time", async () => {
    const { world, clock, receive, QueueUrl } = await withQueue();
    const before = clock.now();
    const waiting = world.call("sqs", "ReceiveMessage", { QueueUrl, WaitTimeSeconds: 20 }, person);
    const sending = clock
      .sleep(4000)
      .then(() => world.call("sqs", "SendMessage", { QueueUrl, MessageBody: "now" }, person));
    const [{ Messages }] = await clock.run(Promise.all([waiting, sending]));
    expect(Messages).toMatchObject([{ Body: "now" }]);
    expect(clock.now() - before).toBe(4000);
    expect(await receive({ WaitTimeSeconds: 20 })).toEqual([]);
    expect(clock.now() - before).toBe(24_000);
  });

  test("answers when a message becomes visible again", async () => {
    const { clock, receive, send } = await withQueue({ ReceiveMessageWaitTimeSeconds: "20" });
    await send("m");
    const before = clock.now();
    await receive({ VisibilityTimeout: 3 });
    expect(await receive()).toHaveLength(1);
    expect(clock.now() - before).toBe(3000);
  });

  test("ends when the cloud stops", async () => {
    const { world, clock, stop, QueueUrl } = await withQueue();
    const waiting = world.call("sqs", "ReceiveMessage", { QueueUrl, WaitTimeSeconds: 20 }, person);
    const stopping = clock.sleep(1).then(stop);
    await expect(clock.run(Promise.all([waiting, stopping]))).rejects.toMatchObject({ name: "AbortError" });
  });
});

test("no message is lost or given to two receivers at once, whatever the order of calls", async () => {
  const actions = fc.array(fc.constantFrom("send", "receive", "delete", "pass"), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(actions, async (order) => {
      const { send, receive, call, pass, state, QueueUrl } = await withQueue({ VisibilityTimeout: "7" });
      const held = new Map<string, { handle: string; until: number }>();
      let [time, sent, deleted] = [0, 0, 0];
      for (const action of order) {
        if (action === "send") {
          await send(`m${sent++}`);
        } else if (action === "receive") {
          for (const { MessageId = "", ReceiptHandle = "" } of await receive({ MaxNumberOfMessages: 2 })) {
            expect(held.get(MessageId)?.until ?? 0).toBeLessThanOrEqual(time);
            held.set(MessageId, { handle: ReceiptHandle, until: time + 7 });
          }
        } else if (action === "delete") {
          const [first] = held;
          if (!first) continue;
          held.delete(first[0]);
          await call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle: first[1].handle });
          deleted++;
        } else {
          await pass(3000);
          time += 3;
        }
      }
      await pass(7000);
      expect(await state("ApproximateNumberOfMessages")).toBe(`${sent - deleted}`);
    }),
    { numRuns: 60 },
  );
});
