import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import type { Queue } from "./queue.ts";

export function queueAttributes(
  queue: Queue,
  { AttributeNames = [] }: Input<"sqs", "GetQueueAttributes">,
  now: number,
): Output<"sqs", "GetQueueAttributes"> {
  const all = described(queue, now);
  const asked: readonly string[] = AttributeNames;
  for (const name of asked)
    if (!/^[A-Z][A-Za-z]+$/.test(name))
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  const shown = Object.entries(all).filter(([name]) => asked.includes("All") || asked.includes(name));
  return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
}

function described(queue: Queue, now: number): Record<string, string> {
  queue.expire(now);
  const all = [...queue.messages.values()];
  const hidden = all.filter(({ visibleAt }) => visibleAt > now);
  const delayed = hidden.filter(({ receives }) => receives === 0).length;
  const kept = Object.entries(queue.attributes).filter(([, value]) => value);
  return {
    ...Object.fromEntries(kept),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: `${all.length - hidden.length}`,
    ApproximateNumberOfMessagesNotVisible: `${hidden.length - delayed}`,
    ApproximateNumberOfMessagesDelayed: `${delayed}`,
    CreatedTimestamp: `${Math.floor(queue.createdAt / 1000)}`,
    LastModifiedTimestamp: `${Math.floor(queue.modifiedAt / 1000)}`,
  };
}
