import { type Environment, now } from "./environment.ts";
import { deploymentChanged, note, serviceActed } from "./events.ts";
import { type DeploymentState, isLive, type ServiceState, tasksOf } from "./state.ts";
import { isOngoing } from "./superseded.ts";
import { stoppedTaskMs } from "./timing.ts";

/** Draws the conclusions of a look: deployments that are over, steady state, the end of a deleted service. */
export function settle(environment: Environment, service: ServiceState): void {
  const tasks = tasksOf(service);
  const live = tasks.filter(isLive);
  const [primary, ...older] = service.deployments;
  if (!primary) return;
  const replacing = older.filter((deployment) => live.some((task) => task.deployment === deployment));
  if (!service.shifting) service.deployments = [primary, ...replacing];
  const steady =
    replacing.length === 0 && live.length === service.desiredCount && live.every(({ healthy }) => healthy);
  if (steady && !service.shifting && primary.rolloutState === "IN_PROGRESS" && baked(environment, primary))
    complete(environment, service, primary);
  if (steady && !service.steady && service.status === "ACTIVE") {
    note(environment, service, "has reached a steady state.");
    serviceActed(environment, service, "SERVICE_STEADY_STATE");
  }
  service.steady = steady;
  if (service.status === "DRAINING" && tasks.every(({ status }) => status === "STOPPED")) {
    service.status = "INACTIVE";
    service.deployments = [];
  }
  const expired = environment.world.clock.now() - stoppedTaskMs;
  for (const { id, dates } of tasks)
    if (dates.stoppedAt && dates.stoppedAt.getTime() < expired) service.cluster.tasks.delete(id);
}

/** The deployment has replaced all others, or is what another one went back to. */
export function complete(environment: Environment, service: ServiceState, deployment: DeploymentState): void {
  const time = now(environment);
  deployment.rolloutState = "COMPLETED";
  deployment.rolloutReason = `ECS deployment ${deployment.id} completed.`;
  deployment.updatedAt = time;
  deployment.finishedAt ??= time;
  if (isOngoing(deployment)) deployment.status = "SUCCESSFUL";
  for (const other of service.history)
    if (other.status === "ROLLBACK_IN_PROGRESS" && other.rollback?.to === deployment) {
      other.status = "ROLLBACK_SUCCESSFUL";
      other.finishedAt = time;
    }
  service.lastCompleted = deployment;
  note(environment, service, `(deployment ${deployment.id}) deployment completed.`);
  deploymentChanged(environment, service, deployment);
}

/** With alarms to watch, a deployment stays in progress for as long as they look back, from the last replaced task on. */
function baked(environment: Environment, deployment: DeploymentState): boolean {
  const time = environment.world.clock.now();
  deployment.bakesUntil ??= time + deployment.bakeMs;
  return time >= deployment.bakesUntil;
}
