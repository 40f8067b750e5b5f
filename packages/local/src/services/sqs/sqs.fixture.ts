import { surroundings } from "../testing.ts";
import { sqs } from "./service.ts";

/** ARN of a queue of these tests. */
export const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

/** The queue `jobs` with these attributes, beside an empty one named `dead`. */
export async function withQueue(Attributes: object = {}) {
  const all = surroundings((world) => [sqs(world)]);
  await all.call("sqs", "CreateQueue", { QueueName: "dead" });
  const { QueueUrl } = await all.call("sqs", "CreateQueue", { QueueName: "jobs", Attributes });
  const send = (MessageBody: string, more: object = {}) =>
    all.call("sqs", "SendMessage", { QueueUrl, MessageBody, ...more });
  const receive = async (more: object = {}) =>
    (await all.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
  const state = async (name: string) => {
    const AttributeNames = [name as "All"];
    const { Attributes: found = {} } = await all.call("sqs", "GetQueueAttributes", {
      QueueUrl,
      AttributeNames,
    });
    return new Map(Object.entries(found)).get(name);
  };
  return { ...all, QueueUrl, send, receive, state };
}
