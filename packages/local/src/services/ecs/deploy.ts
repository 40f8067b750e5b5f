import { type Environment, now } from "./environment.ts";
import { deploymentChanged } from "./events.ts";
import type { Definition, DeploymentState, ServiceState } from "./state.ts";

/** Makes a new primary deployment; the scheduler replaces the tasks of the others. */
export function deploy(environment: Environment, service: ServiceState, definition: Definition): void {
  const time = now(environment);
  const deployment: DeploymentState = {
    id: `ecs-svc/${Array.from({ length: 19 }, () => Math.floor(environment.random.next() * 9) + 1).join("")}`,
    definition,
    createdAt: time,
    updatedAt: time,
    rolloutState: "IN_PROGRESS",
    rolloutReason: "",
    failedTasks: 0,
    digest: undefined,
    alarms: undefined,
    bakeMs: 0,
    bakesUntil: undefined,
    finishedAt: undefined,
    rollback: undefined,
  };
  deployment.rolloutReason = `ECS deployment ${deployment.id} in progress.`;
  service.deployments = [deployment, ...service.deployments];
  service.history.unshift(deployment);
  if (service.history.length > 100) service.history.pop();
  service.steady = false;
  // AWS: a new task definition returns the service to a normal, non-throttled state immediately.
  service.failedStarts = 0;
  service.notBefore = 0;
  deploymentChanged(environment, service, deployment);
}
