import { wantedOf } from "./blue-green/wanted-tasks.ts";
import { type DeploymentState, isLive, type ServiceState, tasksOf } from "./state.ts";

/** How many tasks of a deployment the scheduler wants at this moment. */
export function requestedTasks(service: ServiceState, deployment: DeploymentState): number {
  const { deployments, desiredCount } = service;
  if (!deployments.includes(deployment)) return 0;
  const wanted = wantedOf(service, deployment);
  if (wanted !== undefined) return wanted;
  const live = tasksOf(service).filter((task) => task.deployment === deployment && isLive(task)).length;
  // A blue-green deployment that failed for good stays as it is, and so does what serves beside it.
  if (deployments[0]?.settings.strategy === "BLUE_GREEN")
    return deployment.rolloutState === "FAILED" ? Math.min(desiredCount, live) : desiredCount;
  return deployment === deployments[0] ? desiredCount : live;
}
