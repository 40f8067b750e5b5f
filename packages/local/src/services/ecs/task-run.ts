import { type Environment, now } from "./environment.ts";
import { launch } from "./launch.ts";
import { StartFailure } from "./pull.ts";
import type { StopCause, TaskState } from "./state.ts";
import { startFailed } from "./throttle.ts";
import { stoppedTaskMs } from "./timing.ts";
import { windDown } from "./wind-down.ts";

/** Asks a task to stop; the first cause stands. */
export function requestStop(environment: Environment, task: TaskState, cause: StopCause): void {
  if (task.stop) return;
  task.stop = cause;
  task.healthy = false;
  task.dates.stoppingAt = now(environment);
  task.launch.abort();
  task.stopRequested.resolve();
}

/** A task's life from PROVISIONING to STOPPED; `begin` brings it to RUNNING. */
export async function runTask(
  environment: Environment,
  task: TaskState,
  begin: typeof launch = launch,
): Promise<void> {
  try {
    await begin(environment, task);
    await running(environment, task);
  } catch (error) {
    environment.end.throwIfAborted();
    if (!task.stop) {
      startFailed(environment, task);
      requestStop(environment, task, failure(error));
    }
  }
  await windDown(environment, task);
  if (task.service.kind === "service") return;
  // A service's own loop forgets its tasks; nobody else would forget these.
  await environment.world.clock.sleep(stoppedTaskMs, environment.end);
  task.cluster.tasks.delete(task.id);
}

function failure(error: unknown): StopCause {
  const reason = error instanceof Error ? error.message : `${error}`;
  return {
    code: "TaskFailedToStart",
    reason: error instanceof StartFailure ? reason : `CannotStartContainerError: ${reason}`,
    drain: false,
  };
}

/** Until the container ends by itself or the task is asked to stop. */
async function running(environment: Environment, task: TaskState): Promise<void> {
  await Promise.race([task.process?.exited, task.stopRequested.promise]);
  environment.end.throwIfAborted();
  requestStop(environment, task, {
    code: "EssentialContainerExited",
    reason: "Essential container in task exited",
    drain: false,
  });
}
