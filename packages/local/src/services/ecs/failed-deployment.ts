import { type Environment, now } from "./environment.ts";
import { deploymentChanged, note } from "./events.ts";
import type { DeploymentState, ServiceState } from "./state.ts";

/** What ended a deployment, in the words of its rolloutStateReason and of the service's events. */
export interface Failure {
  /** Such as "ECS deployment circuit breaker". */
  readonly by: string;
  readonly why: string;
  readonly rollback: boolean;
}

/** AWS: half of the desired count, but at least 3 and at most 200. */
export const breakerThreshold = (desiredCount: number): number =>
  Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));

/** Fails the newest deployment once too many of its tasks did, where the service's circuit breaker is on. */
export function breakCircuit(environment: Environment, service: ServiceState): void {
  const [primary] = service.deployments;
  const { enable, rollback } = service.settings.circuitBreaker;
  if (!enable || primary?.rolloutState !== "IN_PROGRESS") return;
  if (primary.failedTasks < breakerThreshold(service.desiredCount)) return;
  failDeployment(environment, service, primary, {
    by: "ECS deployment circuit breaker",
    why: "tasks failed to start.",
    rollback,
  });
}

/** The deployment is FAILED for good; with `rollback`, the one that completed last becomes the primary again. */
export function failDeployment(
  environment: Environment,
  service: ServiceState,
  failed: DeploymentState,
  { by, why, rollback }: Failure,
): void {
  const time = now(environment);
  failed.rolloutState = "FAILED";
  failed.rolloutReason = `${by}: ${why}`;
  failed.updatedAt = time;
  failed.finishedAt = time;
  note(environment, service, `(deployment ${failed.id}) deployment failed: ${why}`);
  deploymentChanged(environment, service, failed);
  const completed = service.lastCompleted;
  if (!rollback || !completed || completed === failed) return;
  completed.rolloutState = "IN_PROGRESS";
  completed.rolloutReason = `${by}: rolling back to deploymentId ${completed.id}.`;
  completed.failedTasks = 0;
  // The alarm that sent us back still rings.
  completed.alarms = "unwatched";
  completed.bakesUntil = undefined;
  completed.bakeMs = 0;
  completed.updatedAt = time;
  failed.rollback = { to: completed, startedAt: time };
  service.deployments = [completed, ...service.deployments.filter((other) => other !== completed)];
  service.failedStarts = 0;
  service.notBefore = 0;
  note(environment, service, `rolling back to (deployment ${completed.id}).`);
  deploymentChanged(environment, service, completed);
}
