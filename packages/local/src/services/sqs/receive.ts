import type { Message as Received } from "@aws-sdk/client-sqs";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { amount, redriveOf } from "./attributes.ts";
import { md5, md5OfAttributes } from "./digest.ts";
import { invalidValue } from "./error.ts";
import { count } from "./metrics.ts";
import type { Message, Queue } from "./queue.ts";

/** Received and not deleted; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const inFlightAtMost = 120_000;

/** Waits for a first message as long as the call or the queue says, then answers what may be received. */
export async function receiveMessage(
  world: World,
  queue: Queue,
  deadLetters: (arn: string) => Queue | undefined,
  input: Input<"sqs", "ReceiveMessage">,
  stopped: AbortSignal,
): Promise<Output<"sqs", "ReceiveMessage">> {
  refuseUnsupported("sqs:ReceiveMessage", input, [
    "QueueUrl",
    "AttributeNames",
    "MessageSystemAttributeNames",
    "MessageAttributeNames",
    "MaxNumberOfMessages",
    "VisibilityTimeout",
    "WaitTimeSeconds",
  ]);
  const {
    MaxNumberOfMessages: most = 1,
    VisibilityTimeout: timeout = amount(queue.attributes, "VisibilityTimeout"),
    WaitTimeSeconds: wait = amount(queue.attributes, "ReceiveMessageWaitTimeSeconds"),
  } = input;
  within("MaxNumberOfMessages", most, 1, 10);
  within("VisibilityTimeout", timeout, 0, 43_200);
  within("WaitTimeSeconds", wait, 0, 20);
  const { clock } = world;
  const end = clock.now() + wait * 1000;
  for (;;) {
    const taken = take(world, queue, deadLetters, most, timeout * 1000);
    if (taken.length > 0) return { Messages: taken.map((message) => shown(message, input)) };
    const now = clock.now();
    if (now >= end) return {};
    const until = Math.min(end, queue.nextVisibleAt(now));
    await queue.untilWoken((signal) => clock.sleep(until - now, AbortSignal.any([signal, stopped])));
  }
}

function take(
  world: World,
  queue: Queue,
  deadLetters: (arn: string) => Queue | undefined,
  most: number,
  timeoutMs: number,
): Message[] {
  const now = world.clock.now();
  queue.expire(now);
  const redrive = redriveOf(queue.attributes.RedrivePolicy);
  const taken: Message[] = [];
  let inFlight = 0;
  for (const message of queue.messages.values()) {
    if (taken.length === most) break;
    if (message.visibleAt > now) {
      if (message.receives > 0) inFlight++;
      continue;
    }
    if (redrive && message.receives >= redrive.maxReceiveCount) {
      const target = deadLetters(redrive.deadLetterTargetArn);
      if (target) {
        queue.messages.delete(message.id);
        target.add({ ...message, deadLetterSource: queue.arn, receives: 0 });
        continue;
      }
    }
    taken.push(message);
  }
  if (inFlight >= inFlightAtMost)
    throw new AwsError("OverLimit", `Too many messages in flight: ${inFlightAtMost} at most.`);
  for (const message of taken) {
    message.receives++;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + timeoutMs;
    message.receiptHandle = handle(world, queue, message);
    count(world, queue, "NumberOfMessagesReceived");
  }
  return taken;
}

/** Names the message and which receipt it is; opaque, as AWS's are. */
function handle({ random }: World, { arn }: Queue, { id }: Message): string {
  return Buffer.from(`${random.uuid()} ${arn} ${id}`).toString("base64");
}

function shown(message: Message, input: Input<"sqs", "ReceiveMessage">): Received {
  const systemNames: readonly string[] = [
    ...(input.MessageSystemAttributeNames ?? []),
    ...(input.AttributeNames ?? []),
  ];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name]) => systemNames.includes("All") || systemNames.includes(name),
  );
  const own = Object.entries(message.attributes).filter(([name]) =>
    (input.MessageAttributeNames ?? []).some((asked) => fits(asked, name)),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(own.length > 0 && {
      MessageAttributes: Object.fromEntries(own),
      MD5OfMessageAttributes: md5OfAttributes(Object.fromEntries(own)),
    }),
  };
}

function systemAttributes(message: Message): Record<string, string> {
  const { senderId, sentAt, receives, firstReceivedAt = 0, deadLetterSource } = message;
  return {
    SenderId: senderId,
    SentTimestamp: `${Math.floor(sentAt)}`,
    ApproximateReceiveCount: `${receives}`,
    ApproximateFirstReceiveTimestamp: `${Math.floor(firstReceivedAt)}`,
    ...(deadLetterSource !== undefined && { DeadLetterQueueSourceArn: deadLetterSource }),
  };
}

/** `All`, `.*`, a name, or the start of names before `.*`. */
function fits(asked: string, name: string): boolean {
  if (asked === "All" || asked === ".*" || asked === name) return true;
  return asked.endsWith(".*") && name.startsWith(asked.slice(0, -2));
}

function within(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalidValue(value, name, `Must be between ${least} and ${most}, if provided.`);
}
