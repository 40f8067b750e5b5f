import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { queueAttributes } from "./describe.ts";
import type { Queue } from "./queue.ts";
import { nameIn, Queues } from "./queues.ts";
import { receiveMessage } from "./receive.ts";
import { sendMessage, sendMessageBatch } from "./send.ts";
import { changeVisibility, changeVisibilityBatch, deleteMessage, deleteMessageBatch } from "./settle.ts";

/** SQS: standard queues with visibility, long polling and dead-letter queues. No FIFO queues, no message moves. */
export function sqs(shared: World): Service<"sqs"> {
  const world: World = { ...shared, random: shared.random.fork("sqs") };
  const queues = regional((region) => new Queues(world, region));
  const stopped = new AbortController();
  const of = ({ QueueUrl }: { QueueUrl?: string | undefined }, { region }: CallContext): Queue =>
    queues(region).get(QueueUrl);
  const onQueue = ({ QueueUrl }: { QueueUrl?: string | undefined }, { region }: CallContext) => [
    queues(region).arnOf(nameIn(QueueUrl)),
  ];
  const onName = ({ QueueName = "*" }: { QueueName?: string | undefined }, { region }: CallContext) => [
    queues(region).arnOf(QueueName),
  ];

  return {
    name: "sqs",
    memory: regionalMemory(
      queues,
      (state) => state.save(),
      (state, saved) => state.restore(saved),
    ),
    operations: {
      CreateQueue: (input, { region }) => queues(region).create(input),
      DeleteQueue: ({ QueueUrl }, { region }) => queues(region).delete(QueueUrl),
      ListQueues: (input, { region }) => queues(region).list(input),
      GetQueueUrl: ({ QueueName }, { region }) => ({ QueueUrl: queues(region).named(QueueName).url }),
      GetQueueAttributes: (input, context) => queueAttributes(of(input, context), input, world.clock.now()),
      SetQueueAttributes: (input, { region }) => queues(region).set(input),
      ListDeadLetterSourceQueues: (input, context) => ({
        queueUrls: queues(context.region).sourcesOf(of(input, context)),
      }),
      SendMessage: (input, context) => sendMessage(world, of(input, context), input),
      SendMessageBatch: (input, context) => sendMessageBatch(world, of(input, context), input),
      ReceiveMessage: (input, context) =>
        receiveMessage(
          world,
          of(input, context),
          (arn) => queues(context.region).find(arn),
          input,
          stopped.signal,
        ),
      DeleteMessage: (input, context) => deleteMessage(world, of(input, context), input),
      DeleteMessageBatch: (input, context) => deleteMessageBatch(world, of(input, context), input),
      ChangeMessageVisibility: (input, context) => changeVisibility(world, of(input, context), input),
      ChangeMessageVisibilityBatch: (input, context) =>
        changeVisibilityBatch(world, of(input, context), input),
      PurgeQueue: (input, context) => purge(of(input, context), world.clock.now()),
      TagQueue: (input, context) => {
        const { tags } = of(input, context);
        for (const [key, value] of Object.entries(input.Tags ?? {})) tags.set(key, value);
        return {};
      },
      UntagQueue: (input, context) => {
        const { tags } = of(input, context);
        for (const key of input.TagKeys ?? []) tags.delete(key);
        return {};
      },
      ListQueueTags: (input, context) => ({ Tags: Object.fromEntries(of(input, context).tags) }),
    },
    resources: {
      CreateQueue: onName,
      GetQueueUrl: onName,
      DeleteQueue: onQueue,
      GetQueueAttributes: onQueue,
      SetQueueAttributes: onQueue,
      ListDeadLetterSourceQueues: onQueue,
      SendMessage: onQueue,
      SendMessageBatch: onQueue,
      ReceiveMessage: onQueue,
      DeleteMessage: onQueue,
      DeleteMessageBatch: onQueue,
      ChangeMessageVisibility: onQueue,
      ChangeMessageVisibilityBatch: onQueue,
      PurgeQueue: onQueue,
      TagQueue: onQueue,
      UntagQueue: onQueue,
      ListQueueTags: onQueue,
    },
    stop: async () => stopped.abort(new DOMException("the local cloud stops", "AbortError")),
  };
}

const purgesApartMs = 60_000;

function purge(queue: Queue, now: number): object {
  if (now - queue.purgedAt < purgesApartMs)
    throw new AwsError(
      "PurgeQueueInProgress",
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
    );
  queue.purgedAt = now;
  queue.messages.clear();
  return {};
}
