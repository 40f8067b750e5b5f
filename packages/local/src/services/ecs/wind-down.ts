import { type Environment, now, within } from "./environment.ts";
import { note } from "./events.ts";
import { insist } from "./insist.ts";
import type { TaskState } from "./state.ts";
import { deregisterTargets, isDraining } from "./targets.ts";
import { enter } from "./task-status.ts";
import { drainLookMs, seconds } from "./timing.ts";

/** From the request to stop, or the container's end, to STOPPED. */
export async function windDown(environment: Environment, task: TaskState): Promise<void> {
  const { end, world } = environment;
  end.throwIfAborted();
  if (task.registered && task.stop?.drain) {
    enter(environment, task, "DEACTIVATING");
    await deregister(environment, task);
    await drain(environment, task);
  }
  enter(environment, task, "STOPPING");
  await Promise.all([terminate(task), task.registered ? deregister(environment, task) : undefined]);
  end.throwIfAborted();
  if (!task.process && task.stop?.code === "TaskFailedToStart") task.exit = { reason: task.stop.reason };
  task.dates.executionStoppedAt = now(environment);
  enter(environment, task, "DEPROVISIONING");
  await world.clock.sleep(within(environment, seconds.deprovisioning), end);
  task.dates.stoppedAt = now(environment);
  enter(environment, task, "STOPPED");
}

/** SIGTERM, then SIGKILL after the stop timeout. */
async function terminate({ process, exit, deployment }: TaskState): Promise<void> {
  if (!process || exit) return;
  await process.stop(deployment.definition.container.stopTimeoutSeconds);
  await process.exited;
}

const deregister = (environment: Environment, task: TaskState): Promise<void> =>
  insist(environment, task.service, "deregister targets", environment.end, () =>
    deregisterTargets(environment, task),
  );

/** Requests under way end within the deregistration delay, and SIGTERM comes only after it. */
async function drain(environment: Environment, task: TaskState): Promise<void> {
  note(environment, task.service, "has begun draining connections on 1 tasks.");
  const draining = () =>
    insist(environment, task.service, "describe target health", environment.end, () =>
      isDraining(environment, task),
    );
  while (!task.exit && (await draining())) await environment.world.clock.sleep(drainLookMs, environment.end);
}
