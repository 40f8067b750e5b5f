/// <reference path="../../.sst/platform/config.d.ts" />
import type { Scope } from "../../infra/scope";

/** A cluster of Fargate and Fargate Spot, and the namespace in which its services find each other by name. */
export function cluster(scope: Scope) {
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
  const capacity = new aws.ecs.ClusterCapacityProviders(
    scope.id("ClusterCapacity"),
    {
      clusterName: made.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    },
    scope.options(),
  );
  return { cluster: made, capacity, namespaceArn: namespace.arn };
}
