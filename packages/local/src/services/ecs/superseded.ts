import type { ServiceDeploymentStatus } from "@aws-sdk/client-ecs";
import { closeHooks } from "./blue-green/end-hook.ts";
import { type Environment, now } from "./environment.ts";
import type { ServiceState } from "./state.ts";

const ongoing: readonly ServiceDeploymentStatus[] = [
  "PENDING",
  "IN_PROGRESS",
  "STOP_REQUESTED",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
];

export const isOngoing = ({ status }: { readonly status: ServiceDeploymentStatus }): boolean =>
  ongoing.includes(status);

/** A newer deployment ends whatever is under way, and invalidates its hooks. */
export function supersede(environment: Environment, service: ServiceState): void {
  for (const deployment of service.history.filter(isOngoing)) {
    deployment.status = "STOPPED";
    deployment.statusReason = "Another service deployment began, or the service was deleted.";
    deployment.finishedAt = now(environment);
    deployment.stopRequest = undefined;
  }
  if (service.shifting) closeHooks(environment, service, service.shifting);
  service.shifting = undefined;
}
