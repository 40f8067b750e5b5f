import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { type Environment, now } from "./environment.ts";
import { failDeployment } from "./failed-deployment.ts";
import { findDeployment } from "./find-deployment.ts";
import type { RegionState, ServiceState } from "./state.ts";
import { isOngoing } from "./superseded.ts";

/** AWS documents ROLLBACK alone; ABORT is in its list of values, and leaves all as it is. */
export function stopServiceDeployment(
  environment: Environment,
  state: RegionState,
  { serviceDeploymentArn, stopType = "ROLLBACK" }: Input<"ecs", "StopServiceDeployment">,
): Output<"ecs", "StopServiceDeployment"> {
  if (stopType !== "ROLLBACK" && stopType !== "ABORT")
    throw new AwsError("InvalidParameterException", "Invalid stopType. Valid values are: ABORT, ROLLBACK");
  const { deployment, service } = findDeployment(state, serviceDeploymentArn);
  if (!isOngoing(deployment))
    throw new AwsError(
      "ConflictException",
      "Stopping a service deployment is not allowed for service deployment in terminal states.",
    );
  // One that stops or goes back already just goes on with it.
  if (deployment.status === "PENDING" || deployment.status === "IN_PROGRESS") {
    const rollback = stopType === "ROLLBACK";
    deployment.status = rollback ? "ROLLBACK_REQUESTED" : "STOP_REQUESTED";
    deployment.stopRequest = {
      rollback,
      reason: rollback
        ? "Service deployment rolled back because StopServiceDeployment was called."
        : "Service deployment stopped because StopServiceDeployment was called.",
    };
    deployment.updatedAt = now(environment);
    service.pulse.beat();
  }
  return { serviceDeploymentArn };
}

/** The scheduler's part: what was asked for begins at its next look. */
export function stopAsRequested(environment: Environment, service: ServiceState): void {
  const deployment = service.deployments.find(({ stopRequest }) => stopRequest !== undefined);
  if (!deployment?.stopRequest) return;
  const { rollback, reason } = deployment.stopRequest;
  failDeployment(environment, service, deployment, {
    by: "ECS deployment stopped",
    why: reason,
    statusReason: reason,
    rollback,
  });
}
