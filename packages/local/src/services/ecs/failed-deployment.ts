import { closeHooks } from "./blue-green/end-hook.ts";
import { isShifting } from "./blue-green/shifting.ts";
import { type Environment, now } from "./environment.ts";
import { deploymentChanged, note } from "./events.ts";
import type { DeploymentState, ServiceState } from "./state.ts";

/** What ended a deployment, in the words of its rolloutStateReason and of the service's events. */
export interface Failure {
  /** Such as "ECS deployment circuit breaker". */
  readonly by: string;
  readonly why: string;
  readonly rollback: boolean;
  /** Of the service deployment, where it differs from "by: why". */
  readonly statusReason?: string;
}

/** AWS: half of the desired count, but at least 3 and at most 200. */
export const breakerThreshold = (desiredCount: number): number =>
  Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));

/** Fails the newest deployment once too many of its tasks did, where the service's circuit breaker is on. */
export function breakCircuit(environment: Environment, service: ServiceState): void {
  const [primary] = service.deployments;
  const { enable, rollback } = service.settings.circuitBreaker;
  if (!enable || primary?.rolloutState !== "IN_PROGRESS" || service.shifting?.lifecycle.wayBack) return;
  if (primary.failedTasks < breakerThreshold(service.desiredCount)) return;
  failDeployment(environment, service, primary, {
    by: "ECS deployment circuit breaker",
    why: "tasks failed to start.",
    rollback,
  });
}

/** The deployment is FAILED for good; with `rollback`, the one before it becomes the primary again. */
export function failDeployment(
  environment: Environment,
  service: ServiceState,
  failed: DeploymentState,
  { by, why, rollback, statusReason = `${by}: ${why}` }: Failure,
): void {
  const time = now(environment);
  failed.rolloutState = "FAILED";
  failed.rolloutReason = `${by}: ${why}`;
  failed.status = "STOPPED";
  failed.statusReason = statusReason;
  failed.stopRequest = undefined;
  failed.updatedAt = time;
  note(environment, service, `(deployment ${failed.id}) deployment failed: ${why}`);
  deploymentChanged(environment, service, failed);
  if (isShifting(failed)) closeHooks(environment, service, failed);
  const before = failed.lifecycle ? failed.lifecycle.blue : service.lastCompleted;
  if (!rollback || !before || before === failed) {
    if (rollback || failed.lifecycle?.wayBack) failed.status = "ROLLBACK_FAILED";
    if (rollback)
      failed.statusReason = `${statusReason} No rollback candidate was found to run the rollback.`;
    failed.finishedAt = time;
    service.shifting = undefined;
    return;
  }
  goBackTo(environment, service, before, by);
  failed.status = "ROLLBACK_IN_PROGRESS";
  failed.rollback = { to: before, startedAt: time };
  if (failed.lifecycle)
    failed.lifecycle.wayBack = { blueWasLeaving: failed.lifecycle.stage === "CLEAN_UP", stage: undefined };
}

function goBackTo(
  environment: Environment,
  service: ServiceState,
  before: DeploymentState,
  by: string,
): void {
  before.rolloutState = "IN_PROGRESS";
  before.rolloutReason = `${by}: rolling back to deploymentId ${before.id}.`;
  before.failedTasks = 0;
  // The alarm that sent us back still rings.
  before.alarms = "unwatched";
  before.bakesUntil = undefined;
  before.bakeMs = 0;
  before.updatedAt = now(environment);
  service.network = before.network;
  service.deployments = [before, ...service.deployments.filter((other) => other !== before)];
  service.failedStarts = 0;
  service.notBefore = 0;
  note(environment, service, `rolling back to (deployment ${before.id}).`);
  deploymentChanged(environment, service, before);
}
