import { advance } from "./blue-green/advance.ts";
import { isWatched, watchAlarms } from "./deployment-alarms.ts";
import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import { breakCircuit } from "./failed-deployment.ts";
import { readHealth } from "./health.ts";
import { insist } from "./insist.ts";
import { notPlaced } from "./place.ts";
import { plan } from "./plan.ts";
import { requestedTasks } from "./requested-tasks.ts";
import { startTask } from "./start-task.ts";
import {
  type DeploymentState,
  isLive,
  type RegionState,
  type ServiceState,
  type TaskState,
  tasksOf,
} from "./state.ts";
import { settle } from "./steady.ts";
import { stopAsRequested } from "./stop-service-deployment.ts";
import { isProtected } from "./task-protection.ts";
import { requestStop } from "./task-run.ts";
import { lookMs } from "./timing.ts";

/** Keeps one service at its desired count until it is deleted or ECS is stopped. */
export async function schedule(
  environment: Environment,
  state: RegionState,
  service: ServiceState,
): Promise<void> {
  const { end, world } = environment;
  while (!end.aborted && service.status !== "INACTIVE") {
    await insist(environment, service, "describe target health", end, () => readHealth(environment, service));
    if (isWatched(service))
      await insist(environment, service, "describe alarms", end, () => watchAlarms(environment, service));
    if (end.aborted) return;
    stopAsRequested(environment, service);
    breakCircuit(environment, service);
    if (service.shifting) {
      await insist(environment, service, "shift traffic", end, () => advance(environment, service));
      if (end.aborted) return;
    }
    act(environment, state, service);
    settle(environment, service);
    const isSteady = service.steady && !service.shifting;
    await service.pulse.wait(world.clock, isSteady ? lookMs.steady : lookMs.moving);
  }
}

/**
 * Rolling, all tasks are one crowd in which those of the primary replace the others; blue-green, each revision stands for
 * itself.
 */
function act(environment: Environment, state: RegionState, service: ServiceState): void {
  const [primary] = service.deployments;
  if (!primary) return;
  const live = tasksOf(service).filter(isLive);
  const isRolling = primary.settings.strategy === "ROLLING" && !service.shifting;
  for (const revision of isRolling ? [primary] : service.deployments) {
    const theirs = live.filter(({ deployment }) => isRolling || deployment === revision);
    keep(environment, state, service, revision, theirs);
  }
}

/** Brings the tasks to as many of the revision as are wanted. */
function keep(
  environment: Environment,
  state: RegionState,
  service: ServiceState,
  revision: DeploymentState,
  tasks: readonly TaskState[],
): void {
  const now = environment.world.clock.now();
  const live = tasks.map((task) => ({
    task,
    primary: task.deployment === revision,
    healthy: task.healthy,
    failing: task.failing,
    protected: isProtected(task, now),
  }));
  const wanted = requestedTasks(service, revision);
  const { start, surplus, replaced, failing } = plan(wanted, service.settings, live);
  const stop = (tasks: readonly { task: TaskState }[], why: string): void => {
    if (tasks.length === 0) return;
    for (const { task } of tasks)
      requestStop(environment, task, { code: "ServiceSchedulerInitiated", reason: why, drain: true });
    note(
      environment,
      service,
      `has stopped ${tasks.length} running tasks: ${names(tasks.map(({ task }) => task))}.`,
    );
  };
  // A deployment that failed replaces nothing and starts nothing more: the next one, or a rollback, does.
  const isFailed = revision.rolloutState === "FAILED";
  stop(
    isFailed ? surplus : [...surplus, ...replaced],
    `Scaling activity initiated by (deployment ${revision.id})`,
  );
  const [balancer] = revision.loadBalancers;
  stop(
    failing.filter(({ task }) => task.containerHealth === "UNHEALTHY"),
    "Task failed container health checks",
  );
  stop(
    failing.filter(({ task }) => task.containerHealth !== "UNHEALTHY"),
    `Task failed ELB health checks in (target-group ${balancer?.targetGroupArn})`,
  );
  const isHeld = now < service.placesAt || (now < service.notBefore && revision === service.deployments[0]);
  if (isFailed || start === 0 || isHeld) return;
  const started = Array.from({ length: start }, () =>
    startTask(environment, state, service, revision),
  ).filter((task) => task !== undefined);
  if (started.length < start) notPlaced(environment, service);
  if (started.length === 0) return;
  note(environment, service, `has started ${started.length} tasks: ${names(started)}.`);
}

const names = (tasks: readonly TaskState[]): string => tasks.map(({ id }) => `(task ${id})`).join(" ");
