import type { MessageAttributeValue, SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { amount } from "./attributes.ts";
import { eachOf } from "./batch.ts";
import { md5, md5OfAttributes } from "./digest.ts";
import { invalidValue, missing } from "./error.ts";
import { count } from "./metrics.ts";
import type { Queue } from "./queue.ts";

/** Of the bodies and attributes of a call together. */
const bytesAtMost = 1_048_576;

export function sendMessage(
  world: World,
  queue: Queue,
  input: Input<"sqs", "SendMessage">,
): Output<"sqs", "SendMessage"> {
  refuseUnsupported("sqs:SendMessage", input, [
    "QueueUrl",
    "MessageBody",
    "DelaySeconds",
    "MessageAttributes",
  ]);
  return post(world, queue, input);
}

export function sendMessageBatch(
  world: World,
  queue: Queue,
  { Entries }: Input<"sqs", "SendMessageBatch">,
): Output<"sqs", "SendMessageBatch"> {
  for (const entry of Entries ?? [])
    refuseUnsupported("sqs:SendMessageBatch", entry, [
      "Id",
      "MessageBody",
      "DelaySeconds",
      "MessageAttributes",
    ]);
  const bytes = (Entries ?? []).reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (bytes > bytesAtMost)
    throw new AwsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${bytesAtMost} bytes. You have sent ${bytes} bytes.`,
    );
  return eachOf(Entries, (entry) => post(world, queue, entry));
}

type Posted = Pick<SendMessageBatchRequestEntry, "MessageBody" | "DelaySeconds" | "MessageAttributes">;

function post(world: World, queue: Queue, input: Posted) {
  const { MessageBody: body, DelaySeconds, MessageAttributes: attributes = {} } = input;
  if (!body) throw missing("MessageBody");
  const most = amount(queue.attributes, "MaximumMessageSize");
  if (bytesOf(input) > most)
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  // What XML 1.0 cannot carry.
  if (/[^\t\n\r\u0020-\uFFFD]/.test(body))
    throw new AwsError("InvalidMessageContents", "Invalid characters found in the message body.");
  checkAttributes(attributes);
  const delay = DelaySeconds ?? amount(queue.attributes, "DelaySeconds");
  if (!Number.isInteger(delay) || delay < 0 || delay > 900)
    throw invalidValue(delay, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
  const now = world.clock.now();
  const id = world.random.uuid();
  queue.add({
    id,
    body,
    attributes,
    senderId: world.account,
    sentAt: now,
    visibleAt: now + delay * 1000,
    receives: 0,
  });
  count(world, queue, "NumberOfMessagesSent");
  const named = Object.keys(attributes).length > 0;
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    ...(named && { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}

function checkAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): void {
  if (Object.keys(attributes).length > 10)
    throw invalidParameter("Number of message attributes [11] exceeds the allowed maximum [10].");
  for (const [name, { DataType = "", StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^[\w.-]{1,256}$/.test(name))
      throw invalidParameter(`The message attribute name '${name}' is invalid.`);
    if (!/^(String|Number|Binary)(\..+)?$/.test(DataType))
      throw invalidParameter(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    const value = DataType.startsWith("Binary") ? BinaryValue?.byteLength : StringValue?.length;
    if (!value)
      throw invalidParameter(
        `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${DataType}'.`,
      );
  }
}

function bytesOf({ MessageBody = "", MessageAttributes = {} }: Posted): number {
  const attributes = Object.entries(MessageAttributes).map(
    ([name, { DataType = "", StringValue = "", BinaryValue }]) =>
      Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.byteLength ?? 0),
  );
  return attributes.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(MessageBody));
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
