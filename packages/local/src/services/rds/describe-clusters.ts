import type { DBCluster } from "@aws-sdk/client-rds";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { tagList } from "../tags.ts";
import type { Environment } from "./environment.ts";
import { clusterIn, instancesOf, passes } from "./find.ts";
import type { Cluster, RegionState } from "./state.ts";

const dayMs = 86_400_000;

export function describeCluster(environment: Environment, state: RegionState, cluster: Cluster): DBCluster {
  const members = instancesOf(state, cluster).filter(({ status }) => status !== "deleting");
  return {
    ...cluster.facts,
    ...restorable(environment, cluster),
    Status: cluster.status,
    TagList: tagList(cluster.tags),
    GlobalClusterIdentifier: cluster.globalCluster,
    DBClusterMembers: members.map(({ id, facts }, index) => ({
      DBInstanceIdentifier: id,
      IsClusterWriter: index === 0 && cluster.origin.kind !== "standby",
      DBClusterParameterGroupStatus: "in-sync",
      PromotionTier: facts.PromotionTier,
    })),
  };
}

function restorable(
  { world, timing }: Environment,
  { database, facts }: Cluster,
): Pick<DBCluster, "EarliestRestorableTime" | "LatestRestorableTime"> {
  const found = world.databases.database(database)?.restorable();
  if (!found) return {};
  const kept = world.clock.now() - (facts.BackupRetentionPeriod ?? 1) * dayMs;
  return {
    EarliestRestorableTime: new Date(Math.max(found.from, kept)),
    LatestRestorableTime: new Date(Math.max(found.from, found.to - timing.restorableLag)),
  };
}

export function describeDBClusters(
  environment: Environment,
  state: RegionState,
  { DBClusterIdentifier, Filters, MaxRecords = 100, Marker }: Input<"rds", "DescribeDBClusters">,
): Output<"rds", "DescribeDBClusters"> {
  const all =
    DBClusterIdentifier === undefined
      ? [...state.clusters.values()]
      : [clusterIn(state, DBClusterIdentifier)];
  const wanted = all.filter(({ id, arn, facts }) =>
    passes("DescribeDBClusters", Filters, {
      "db-cluster-id": [id, arn],
      "db-cluster-resource-id": [facts.DbClusterResourceId],
      "clone-group-id": [facts.CloneGroupId],
      engine: [facts.Engine],
    }),
  );
  const { items, nextToken } = page(wanted, Marker, MaxRecords);
  return {
    DBClusters: items.map((cluster) => describeCluster(environment, state, cluster)),
    ...(nextToken && { Marker: nextToken }),
  };
}
