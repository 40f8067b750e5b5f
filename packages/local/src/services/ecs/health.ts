import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import { isLive, type ServiceState, type TaskState, tasksOf } from "./state.ts";
import { type TargetState, targetStates } from "./targets.ts";

/** Brings what the load balancer says of a service's targets to its tasks. */
export async function readHealth(environment: Environment, service: ServiceState): Promise<void> {
  if (service.loadBalancers.length === 0) return;
  const running = tasksOf(service).filter((task) => isLive(task) && task.status === "RUNNING");
  if (running.length === 0) return;
  const states = await targetStates(environment, service);
  for (const task of running) if (isLive(task)) judge(environment, task, states.get(task.network.ip));
}

function judge(environment: Environment, task: TaskState, target: TargetState | undefined): void {
  const { service } = task;
  task.healthy = target?.state === "healthy";
  if (task.healthy) {
    task.failing = false;
    task.deployment.failedTasks = 0;
  }
  const since = task.dates.startedAt?.getTime() ?? 0;
  const inGrace = environment.world.clock.now() < since + service.graceSeconds * 1000;
  if (target?.state !== "unhealthy" || inGrace || task.failing) return;
  task.failing = true;
  task.deployment.failedTasks++;
  note(
    environment,
    service,
    `(task ${task.id}) (port ${target.port}) is unhealthy in (target-group ${target.targetGroupArn}) due to (reason ${target.description}).`,
  );
}
