import type { Clock } from "@signalbox/core/clock";
import type { Replica } from "@signalbox/core/scaling/sidecar/replica-line";
import { z } from "zod";

const Task = z.object({ Cluster: z.string().min(1), TaskARN: z.string().min(1) });

/** How long until it asks again; the engine beside it takes longer to start. */
const againMs = 5_000;

export interface Asking {
  readonly clock: Clock;
  /** What the task belongs to, as ECS says it: `service:name`. */
  readonly groupOf: (cluster: string, task: string) => Promise<string | undefined>;
  /** What ECS says of the task at its address for containers. */
  readonly metadata: () => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly complain: (error: unknown) => void;
}

/**
 * Which replica this is. Both sides of a release run one task definition, so its environment cannot say; and what ECS tells containers on
 * Fargate lacks the service (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html),
 * so ECS is asked for the task. Tries for ever: until it is known, nothing is said. Undefined once `signal` aborts.
 */
export async function ownReplica({
  clock,
  groupOf,
  metadata,
  signal,
  complain,
}: Asking): Promise<Replica | undefined> {
  while (!signal.aborted) {
    try {
      const { Cluster, TaskARN } = Task.parse(await metadata());
      const service = /^service:(.+)$/.exec((await groupOf(Cluster, TaskARN)) ?? "")?.[1];
      if (service !== undefined) return { service, task: TaskARN.slice(TaskARN.lastIndexOf("/") + 1) };
      complain(new Error(`${TaskARN} belongs to no service`));
    } catch (error) {
      complain(error);
    }
    await clock.sleep(againMs, signal).catch(() => {});
  }
  return undefined;
}
