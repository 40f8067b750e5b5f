import { type Environment, now, within } from "./environment.ts";
import { note, taskChanged } from "./events.ts";
import { insist } from "./insist.ts";
import { pull, StartFailure } from "./pull.ts";
import type { StopCause, TaskState, TaskStatus } from "./state.ts";
import { deregisterTargets, isDraining, registerTargets } from "./targets.ts";
import { startFailed, startSucceeded } from "./throttle.ts";
import { drainLookMs, seconds } from "./timing.ts";

/** Asks a task to stop; the first cause stands. */
export function requestStop(environment: Environment, task: TaskState, cause: StopCause): void {
  if (task.stop) return;
  task.stop = cause;
  task.healthy = false;
  task.dates.stoppingAt = now(environment);
  task.launch.abort();
  task.stopRequested.resolve();
}

/** A task's life from PROVISIONING to STOPPED. */
export async function runTask(environment: Environment, task: TaskState): Promise<void> {
  try {
    await launch(environment, task);
    if (task.process && !task.stop) await running(environment, task, task.process);
  } catch (error) {
    environment.end.throwIfAborted();
    if (!task.stop) {
      startFailed(environment, task);
      requestStop(environment, task, failure(error));
    }
  }
  await windDown(environment, task);
}

function failure(error: unknown): StopCause {
  const reason = error instanceof Error ? error.message : `${error}`;
  return {
    code: "TaskFailedToStart",
    reason: error instanceof StartFailure ? reason : `CannotStartContainerError: ${reason}`,
    drain: false,
  };
}

async function launch(environment: Environment, task: TaskState): Promise<void> {
  const { clock, plane } = environment.world;
  const { signal } = task.launch;
  const { container } = task.deployment.definition;
  enter(environment, task, "PROVISIONING");
  await clock.sleep(within(environment, seconds.provisioning), signal);
  task.dates.connectivityAt = now(environment);
  enter(environment, task, "PENDING");
  task.dates.pullStartedAt = now(environment);
  await clock.sleep(within(environment, seconds.pull), signal);
  task.image = await pull(environment, task);
  task.dates.pullStoppedAt = now(environment);
  await clock.sleep(within(environment, seconds.start), signal);
  task.process = await plane.start({
    arn: task.arn,
    region: task.service.region,
    privateIp: task.network.ip,
    containerPort: container.port ?? 0,
    image: task.image,
    environment: container.environment,
  });
  signal.throwIfAborted();
  if (task.service.loadBalancers.length > 0) {
    enter(environment, task, "ACTIVATING");
    await insist(environment, task.service, "register targets", signal, () =>
      registerTargets(environment, task),
    );
  }
  signal.throwIfAborted();
  startSucceeded(task);
  task.dates.startedAt = now(environment);
  task.healthy = task.service.loadBalancers.length === 0;
  enter(environment, task, "RUNNING");
}

/** Until the container ends by itself or the task is asked to stop. */
async function running(
  environment: Environment,
  task: TaskState,
  process: NonNullable<TaskState["process"]>,
): Promise<void> {
  const exit = await Promise.race([process.exited, task.stopRequested.promise]);
  environment.end.throwIfAborted();
  if (!exit) return;
  task.exit = exit;
  requestStop(environment, task, {
    code: "EssentialContainerExited",
    reason: "Essential container in task exited",
    drain: false,
  });
}

async function windDown(environment: Environment, task: TaskState): Promise<void> {
  const { clock } = environment.world;
  const { process, stop } = task;
  environment.end.throwIfAborted();
  if (task.registered) {
    enter(environment, task, "DEACTIVATING");
    await insist(environment, task.service, "deregister targets", environment.end, () =>
      deregisterTargets(environment, task),
    );
    if (stop?.drain && !task.exit) await drain(environment, task);
  }
  enter(environment, task, "STOPPING");
  if (process && !task.exit) {
    await process.stop(task.deployment.definition.container.stopTimeoutSeconds);
    const { exitCode, reason } = await process.exited;
    environment.end.throwIfAborted();
    task.exit = { exitCode, ...(reason && { reason }) };
  } else if (!process && stop?.code === "TaskFailedToStart") task.exit = { reason: stop.reason };
  task.dates.executionStoppedAt = now(environment);
  enter(environment, task, "DEPROVISIONING");
  await clock.sleep(within(environment, seconds.deprovisioning), environment.end);
  task.dates.stoppedAt = now(environment);
  enter(environment, task, "STOPPED");
}

/** Requests under way end within the deregistration delay, and SIGTERM comes only after it. */
async function drain(environment: Environment, task: TaskState): Promise<void> {
  note(environment, task.service, "has begun draining connections on 1 tasks.");
  let exited = false;
  void task.process?.exited.then((exit) => {
    exited = true;
    task.exit = exit;
  });
  const look = () =>
    insist(environment, task.service, "describe target health", environment.end, () =>
      isDraining(environment, task),
    );
  while (!exited && (await look())) await environment.world.clock.sleep(drainLookMs, environment.end);
}

function enter(environment: Environment, task: TaskState, status: TaskStatus): void {
  task.status = status;
  task.version++;
  taskChanged(environment, task);
  task.service.pulse.beat();
}
