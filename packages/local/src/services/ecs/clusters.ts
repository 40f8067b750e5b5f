import type { Cluster } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { ecsArn, findCluster, shortName } from "./arns.ts";
import type { ClusterState, RegionState } from "./state.ts";
import { tag, tagsOf } from "./tags.ts";

/** Idempotent, as AWS's: an existing cluster of the name is the answer. */
export function createCluster(
  state: RegionState,
  account: string,
  input: Input<"ecs", "CreateCluster">,
): Output<"ecs", "CreateCluster"> {
  refuseUnsupported("CreateCluster", input, ["clusterName", "tags"]);
  const name = input.clusterName ?? "default";
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name))
    throw new AwsError(
      "InvalidParameterException",
      "Invalid cluster name: up to 255 letters, digits, _ and -.",
    );
  const cluster = state.clusters.get(name) ?? {
    name,
    arn: ecsArn(state.region, account, `cluster/${name}`),
    services: new Map(),
    tasks: new Map(),
  };
  state.clusters.set(name, cluster);
  tag(state, cluster.arn, input.tags);
  return { cluster: { ...describe(cluster), tags: tagsOf(state, cluster.arn) } };
}

export function describeClusters(
  state: RegionState,
  account: string,
  input: Input<"ecs", "DescribeClusters">,
): Output<"ecs", "DescribeClusters"> {
  const asked = (input.clusters ?? ["default"]).map((name) => ({
    name: shortName(name),
    cluster: state.clusters.get(shortName(name)),
  }));
  return {
    clusters: asked.flatMap(({ cluster }) => {
      if (!cluster) return [];
      const tags = input.include?.includes("TAGS") && { tags: tagsOf(state, cluster.arn) };
      return [{ ...describe(cluster), ...tags }];
    }),
    failures: asked
      .filter(({ cluster }) => !cluster)
      .map(({ name }) => ({ arn: ecsArn(state.region, account, `cluster/${name}`), reason: "MISSING" })),
  };
}

export function listClusters(
  state: RegionState,
  input: Input<"ecs", "ListClusters">,
): Output<"ecs", "ListClusters"> {
  const arns = [...state.clusters.values()].map(({ arn }) => arn);
  const { items, ...next } = page(arns, input.nextToken, input.maxResults ?? 100);
  return { clusterArns: items, ...next };
}

export function deleteCluster(
  state: RegionState,
  input: Input<"ecs", "DeleteCluster">,
): Output<"ecs", "DeleteCluster"> {
  const cluster = findCluster(state, input.cluster);
  if (cluster.services.values().some(({ status }) => status !== "INACTIVE"))
    throw new AwsError(
      "ClusterContainsServicesException",
      "The Cluster cannot be deleted while Services are active.",
    );
  if (cluster.tasks.values().some(({ status }) => status !== "STOPPED"))
    throw new AwsError(
      "ClusterContainsTasksException",
      "The Cluster cannot be deleted while Tasks are active.",
    );
  state.clusters.delete(cluster.name);
  return { cluster: { ...describe(cluster), status: "INACTIVE" } };
}

function describe(cluster: ClusterState): Cluster {
  const tasks = [...cluster.tasks.values()];
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: "ACTIVE",
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(({ status }) => status === "RUNNING").length,
    pendingTasksCount: tasks.filter(({ status }) => isPending(status)).length,
    activeServicesCount: [...cluster.services.values()].filter(({ status }) => status === "ACTIVE").length,
    statistics: [],
    tags: [],
    settings: [{ name: "containerInsights", value: "disabled" }],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
  };
}

/** On its way to RUNNING. */
export const isPending = (status: string): boolean =>
  status === "PROVISIONING" || status === "PENDING" || status === "ACTIVATING";
