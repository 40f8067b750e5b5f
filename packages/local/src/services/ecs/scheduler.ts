import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import { readHealth } from "./health.ts";
import { insist } from "./insist.ts";
import { plan } from "./plan.ts";
import { startTask } from "./start-task.ts";
import { isLive, type RegionState, type ServiceState, type TaskState, tasksOf } from "./state.ts";
import { settle } from "./steady.ts";
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
    if (end.aborted) return;
    act(environment, state, service);
    settle(environment, service);
    await service.pulse.wait(world.clock, service.steady ? lookMs.steady : lookMs.moving);
  }
}

function act(environment: Environment, state: RegionState, service: ServiceState): void {
  const [primary] = service.deployments;
  if (!primary) return;
  const live = tasksOf(service)
    .filter(isLive)
    .map((task) => ({
      task,
      primary: task.deployment === primary,
      healthy: task.healthy,
      failing: task.failing,
    }));
  const { start, surplus, replaced, failing } = plan(service.desiredCount, service.limits, live);
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
  stop([...surplus, ...replaced], `Scaling activity initiated by (deployment ${primary.id})`);
  const [balancer] = service.loadBalancers;
  stop(failing, `Task failed ELB health checks in (target-group ${balancer?.targetGroupArn})`);
  if (start === 0 || environment.world.clock.now() < service.notBefore) return;
  const started = Array.from({ length: start }, () => startTask(environment, state, service, primary));
  note(environment, service, `has started ${start} tasks: ${names(started)}.`);
}

const names = (tasks: readonly TaskState[]): string => tasks.map(({ id }) => `(task ${id})`).join(" ");
