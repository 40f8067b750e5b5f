import type { World } from "../../world/world.ts";
import type { Queue } from "./queue.ts";

/** Reports one message to CloudWatch. */
export function count({ metrics }: World, { name, arn }: Queue, metric: string): void {
  metrics.publish({
    region: arn.split(":")[3] ?? "",
    namespace: "AWS/SQS",
    metric,
    dimensions: { QueueName: name },
    value: 1,
    unit: "Count",
  });
}
