import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { eachOf } from "./batch.ts";
import { invalidValue, missing } from "./error.ts";
import { count } from "./metrics.ts";
import type { Message, Queue } from "./queue.ts";

/** A handle that is not the message's last one succeeds and deletes nothing: AWS promises no more of it. */
export function deleteMessage(
  world: World,
  queue: Queue,
  { ReceiptHandle }: { ReceiptHandle?: string | undefined },
): object {
  const message = held(queue, ReceiptHandle);
  if (message && queue.messages.delete(message.id)) count(world, queue, "NumberOfMessagesDeleted");
  return {};
}

export function deleteMessageBatch(
  world: World,
  queue: Queue,
  { Entries }: Input<"sqs", "DeleteMessageBatch">,
): Output<"sqs", "DeleteMessageBatch"> {
  return eachOf(Entries, (entry) => deleteMessage(world, queue, entry));
}

interface Change {
  readonly ReceiptHandle?: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

export function changeVisibility(
  world: World,
  queue: Queue,
  { ReceiptHandle, VisibilityTimeout: seconds }: Change,
): object {
  if (seconds === undefined) throw missing("VisibilityTimeout");
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 43_200)
    throw invalidValue(seconds, "VisibilityTimeout", "VisibilityTimeout must be between 0 and 43200.");
  const message = held(queue, ReceiptHandle);
  const now = world.clock.now();
  if (!message)
    throw invalidValue(
      ReceiptHandle,
      "ReceiptHandle",
      "Message does not exist or is not available for visibility timeout change.",
    );
  if (message.visibleAt <= now)
    throw new AwsError("MessageNotInflight", "The specified message isn't in flight.");
  message.visibleAt = now + seconds * 1000;
  queue.wake();
  return {};
}

export function changeVisibilityBatch(
  world: World,
  queue: Queue,
  { Entries }: Input<"sqs", "ChangeMessageVisibilityBatch">,
): Output<"sqs", "ChangeMessageVisibilityBatch"> {
  return eachOf(Entries, (entry) => changeVisibility(world, queue, entry));
}

/** The message whose last receipt this is; throws for what no queue ever gave out. */
function held(queue: Queue, handle: string | undefined): Message | undefined {
  if (!handle) throw missing("ReceiptHandle");
  const [, arn, id = ""] = Buffer.from(handle, "base64").toString().split(" ");
  if (arn !== queue.arn)
    throw new AwsError(
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  const message = queue.messages.get(id);
  return message?.receiptHandle === handle ? message : undefined;
}
