import { watchAlarms } from "./deployment-alarms.ts";
import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import { breakCircuit } from "./failed-deployment.ts";
import { readHealth } from "./health.ts";
import { insist } from "./insist.ts";
import { plan } from "./plan.ts";
import { startTask } from "./start-task.ts";
import { isLive, type RegionState, type ServiceState, type TaskState, tasksOf } from "./state.ts";
import { settle } from "./steady.ts";
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
    await insist(environment, service, "describe alarms", end, () => watchAlarms(environment, service));
    if (end.aborted) return;
    breakCircuit(environment, service);
    act(environment, state, service);
    settle(environment, service);
    await service.pulse.wait(world.clock, service.steady ? lookMs.steady : lookMs.moving);
  }
}

function act(environment: Environment, state: RegionState, service: ServiceState): void {
  const [primary] = service.deployments;
  if (!primary) return;
  const now = environment.world.clock.now();
  const live = tasksOf(service)
    .filter(isLive)
    .map((task) => ({
      task,
      primary: task.deployment === primary,
      healthy: task.healthy,
      failing: task.failing,
      protected: isProtected(task, now),
    }));
  const { start, surplus, replaced, failing } = plan(service.desiredCount, service.settings, live);
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
  const isFailed = primary.rolloutState === "FAILED";
  stop(
    isFailed ? surplus : [...surplus, ...replaced],
    `Scaling activity initiated by (deployment ${primary.id})`,
  );
  const [balancer] = service.loadBalancers;
  stop(
    failing.filter(({ task }) => task.containerHealth === "UNHEALTHY"),
    "Task failed container health checks",
  );
  stop(
    failing.filter(({ task }) => task.containerHealth !== "UNHEALTHY"),
    `Task failed ELB health checks in (target-group ${balancer?.targetGroupArn})`,
  );
  if (isFailed || start === 0 || now < service.notBefore) return;
  const started = Array.from({ length: start }, () => startTask(environment, state, service, primary));
  note(environment, service, `has started ${start} tasks: ${names(started)}.`);
}

const names = (tasks: readonly TaskState[]): string => tasks.map(({ id }) => `(task ${id})`).join(" ");
