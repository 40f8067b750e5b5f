import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Input } from "../service.ts";
import { queueUrlOf } from "../sqs/queue-url.ts";
import type { Notification } from "./notify.ts";
import type { Subscription, Topic } from "./topics.ts";

type Message = Pick<Input<"sqs", "SendMessage">, "QueueUrl" | "MessageBody" | "MessageAttributes">;

/** What a queue is sent: the message with its attributes where delivery is raw, else SNS's envelope of it. */
export function queueMessage(
  topic: Topic,
  { endpoint, raw }: Subscription,
  { id, Message, Subject, MessageAttributes = {} }: Notification,
  now: Date,
): Message {
  const QueueUrl = queueUrlOf(endpoint);
  if (raw) return { QueueUrl, MessageBody: Message, MessageAttributes: { ...MessageAttributes } };
  const attributes = Object.entries(MessageAttributes).map(([name, value]) => [name, written(value)]);
  return {
    QueueUrl,
    MessageBody: JSON.stringify({
      Type: "Notification",
      MessageId: id,
      TopicArn: topic.arn,
      ...(Subject !== undefined && { Subject }),
      Message,
      Timestamp: now.toISOString(),
      SignatureVersion: "1",
      Signature: "EXAMPLE",
      SigningCertURL: "EXAMPLE",
      UnsubscribeURL: "EXAMPLE",
      ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
    }),
  };
}

/** A message attribute as SNS's envelopes have it. */
export function written({ DataType, StringValue, BinaryValue }: MessageAttributeValue): object {
  return { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString("base64") };
}
