import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import { type DeploymentState, isLive, type ServiceState, type TaskState, tasksOf } from "./state.ts";
import { type TargetState, targetStates } from "./targets.ts";

/** Brings what the load balancer says of a service's targets to its tasks. */
export async function readHealth(environment: Environment, service: ServiceState): Promise<void> {
  const running = tasksOf(service).filter((task) => isLive(task) && task.status === "RUNNING");
  if (running.length === 0) return;
  const states = service.deployments.some(isBalanced)
    ? await targetStates(environment, service)
    : new Map<string, TargetState>();
  for (const task of running) {
    if (!isLive(task)) continue;
    const balanced = isBalanced(task.deployment);
    if (balanced) judge(environment, task, states.get(task.network.ip));
    if (task.deployment.definition.container.health) judgeContainer(environment, task, balanced);
  }
}

const isBalanced = ({ loadBalancers }: DeploymentState): boolean => loadBalancers.length > 0;

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

/** With a health check of its own, a container must pass that too. */
function judgeContainer(environment: Environment, task: TaskState, balanced: boolean): void {
  const { containerHealth, service } = task;
  task.healthy = containerHealth === "HEALTHY" && (!balanced || task.healthy);
  if (containerHealth !== "UNHEALTHY" || task.failing) return;
  task.failing = true;
  task.deployment.failedTasks++;
  note(environment, service, `(task ${task.id}) failed container health checks.`);
}
