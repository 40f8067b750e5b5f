import { AwsError } from "../error.ts";
import type { ClusterState, RegionState, ServiceState, TaskState } from "./state.ts";

export const ecsArn = (region: string, account: string, rest: string): string =>
  `arn:aws:ecs:${region}:${account}:${rest}`;

/** The last part of an ARN or a name as it is: both are taken wherever ECS asks for a cluster, a service or a task. */
export const shortName = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);

export function findCluster(state: RegionState, nameOrArn = "default"): ClusterState {
  const cluster = state.clusters.get(shortName(nameOrArn));
  if (!cluster) throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  return cluster;
}

/** Throws unless the service is there and active. */
export function findService(cluster: ClusterState, nameOrArn = ""): ServiceState {
  const service = cluster.services.get(shortName(nameOrArn));
  if (!service) throw new AwsError("ServiceNotFoundException", "Service not found.");
  if (service.status !== "ACTIVE") throw new AwsError("ServiceNotActiveException", "Service was not ACTIVE.");
  return service;
}

export function findTask(cluster: ClusterState, idOrArn = ""): TaskState {
  const task = cluster.tasks.get(shortName(idOrArn));
  if (!task) throw new AwsError("InvalidParameterException", "The referenced task was not found.");
  return task;
}
