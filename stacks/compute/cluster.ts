/// <reference path="../../.sst/platform/config.d.ts" />
import { gpuPool } from "../../infra/gpu-pool";
import type { Scope } from "../../infra/scope";
import type { Network } from "../layers";
import type { DeployedImage } from "./images";

/** A cluster of Fargate, Fargate Spot and the pools of GPUs, and the namespace in which its services find each other by name. */
export function cluster(scope: Scope, network: Network, imageOf: (image: string) => DeployedImage) {
  const { config, names } = scope;
  const namespace = new aws.servicediscovery.HttpNamespace(
    scope.id("Namespace"),
    { name: names.prefix, description: "Services of the cluster that reach each other by Service Connect" },
    scope.options(),
  );
  const made = new aws.ecs.Cluster(
    scope.id("Cluster"),
    {
      name: names.cluster,
      settings: [{ name: "containerInsights", value: config.observability.containerInsights }],
      serviceConnectDefaults: { namespace: namespace.arn },
    },
    scope.options(),
  );
  const pools = config.inference.pools.flatMap((pool) => {
    const onIt = Object.entries(config.services).filter(([, { gpu }]) => gpu?.pool === pool.name);
    return gpuPool(scope, pool, {
      clusterArn: made.arn,
      subnetIds: network.privateSubnetIds,
      securityGroupId: network.groups.inference,
      families: onIt.map(([name]) => names.taskFamily(name)),
      repositoryArns: onIt.map(([, { image }]) => imageOf(image).repositoryArn),
    });
  });
  const capacity = new aws.ecs.ClusterCapacityProviders(
    scope.id("ClusterCapacity"),
    {
      clusterName: made.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT", ...pools.map(({ name }) => name)],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    },
    scope.options(),
  );
  return { cluster: made, capacity, namespaceArn: namespace.arn };
}
