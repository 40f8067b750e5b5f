import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { CallContext, Service } from "../service.ts";
import { deleteDBCluster, modifyDBCluster } from "./change-cluster.ts";
import { copyDBClusterSnapshot } from "./copy-snapshot.ts";
import { createDBCluster } from "./create-cluster.ts";
import { describeDBClusters } from "./describe-clusters.ts";
import type { Environment } from "./environment.ts";
import {
  createGlobalCluster,
  deleteGlobalCluster,
  describeGlobalClusters,
  removeFromGlobalCluster,
} from "./global-clusters.ts";
import { createDBInstance, deleteDBInstance, describeDBInstances } from "./instances.ts";
import { memory } from "./memory.ts";
import { failoverGlobalCluster, switchoverGlobalCluster } from "./move-global.ts";
import { idOf, rdsArn } from "./names.ts";
import { followLinks, tellLags } from "./replication.ts";
import { restoreFromSnapshot, restoreToPointInTime } from "./restore-cluster.ts";
import { createDBClusterSnapshot, deleteDBClusterSnapshot, describeDBClusterSnapshots } from "./snapshots.ts";
import type { RegionState } from "./state.ts";
import { createDBSubnetGroup, deleteDBSubnetGroup, describeDBSubnetGroups } from "./subnet-groups.ts";
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from "./tags.ts";
import { quick, usual } from "./timing.ts";

/** Aurora PostgreSQL: clusters, their instances and snapshots, over the world's databases. */
export function rds(world: World): Service<"rds"> {
  const end = new AbortController();
  const at = regional(
    (region): RegionState => ({
      region,
      clusters: new Map(),
      instances: new Map(),
      snapshots: new Map(),
      subnetGroups: new Map(),
    }),
  );
  const environment: Environment = {
    world,
    random: world.random.fork("rds"),
    timing: world.databases.kind === "model" ? usual : quick,
    at,
    globals: new Map(),
    end: end.signal,
  };
  world.links.watch(() => followLinks(environment));
  tellLags(environment);
  const { account } = world;
  const arn = (kind: string, { region }: CallContext, given = "*"): string =>
    given.startsWith("arn:") ? given : rdsArn(region, account, kind, idOf(given));
  const globalArn = (given = "*"): string =>
    given.startsWith("arn:") ? given : `arn:aws:rds::${account}:global-cluster:${idOf(given)}`;
  /** The cluster that comes into being, and what it is placed in. */
  const newCluster = (
    input: {
      DBClusterIdentifier: string | undefined;
      DBSubnetGroupName?: string | undefined;
      DBClusterParameterGroupName?: string | undefined;
    },
    context: CallContext,
  ): string[] => [
    arn("cluster", context, input.DBClusterIdentifier),
    ...(input.DBSubnetGroupName === undefined ? [] : [arn("subgrp", context, input.DBSubnetGroupName)]),
    ...(input.DBClusterParameterGroupName === undefined
      ? []
      : [arn("cluster-pg", context, input.DBClusterParameterGroupName)]),
  ];

  return {
    name: "rds",
    memory: memory(environment),
    operations: {
      CreateDBCluster: (input, { region }) => createDBCluster(environment, at(region), input),
      DescribeDBClusters: (input, { region }) => describeDBClusters(environment, at(region), input),
      ModifyDBCluster: (input, { region }) => modifyDBCluster(environment, at(region), input),
      DeleteDBCluster: (input, { region }) => deleteDBCluster(environment, at(region), input),
      RestoreDBClusterFromSnapshot: (input, { region }) =>
        restoreFromSnapshot(environment, at(region), input),
      RestoreDBClusterToPointInTime: (input, { region }) =>
        restoreToPointInTime(environment, at(region), input),
      CreateDBClusterSnapshot: (input, { region }) => createDBClusterSnapshot(environment, at(region), input),
      DescribeDBClusterSnapshots: (input, { region }) => describeDBClusterSnapshots(at(region), input),
      CopyDBClusterSnapshot: (input, { region }) => copyDBClusterSnapshot(environment, at(region), input),
      DeleteDBClusterSnapshot: (input, { region }) => deleteDBClusterSnapshot(environment, at(region), input),
      CreateDBInstance: (input, { region }) => createDBInstance(environment, at(region), input),
      DescribeDBInstances: (input, { region }) => describeDBInstances(at(region), input),
      DeleteDBInstance: (input, { region }) => deleteDBInstance(environment, at(region), input),
      CreateDBSubnetGroup: (input, { region }) => createDBSubnetGroup(environment, at(region), input),
      DescribeDBSubnetGroups: (input, { region }) => describeDBSubnetGroups(at(region), input),
      DeleteDBSubnetGroup: (input, { region }) => deleteDBSubnetGroup(at(region), input),
      CreateGlobalCluster: (input, { region }) => createGlobalCluster(environment, at(region), input),
      DescribeGlobalClusters: (input) => describeGlobalClusters(environment, input),
      RemoveFromGlobalCluster: (input) => removeFromGlobalCluster(environment, input),
      FailoverGlobalCluster: (input, { region }) => failoverGlobalCluster(environment, at(region), input),
      SwitchoverGlobalCluster: (input, { region }) => switchoverGlobalCluster(environment, at(region), input),
      DeleteGlobalCluster: (input) => deleteGlobalCluster(environment, input),
      AddTagsToResource: (input, { region }) => addTagsToResource(environment, region, input),
      RemoveTagsFromResource: (input, { region }) => removeTagsFromResource(environment, region, input),
      ListTagsForResource: (input, { region }) => listTagsForResource(environment, region, input),
    },
    resources: {
      CreateDBCluster: (input, context) => [
        ...newCluster(input, context),
        ...(input.GlobalClusterIdentifier === undefined ? [] : [globalArn(input.GlobalClusterIdentifier)]),
      ],
      DescribeDBClusters: (input, context) => [arn("cluster", context, input.DBClusterIdentifier)],
      ModifyDBCluster: (input, context) => [arn("cluster", context, input.DBClusterIdentifier)],
      DeleteDBCluster: (input, context) => [
        arn("cluster", context, input.DBClusterIdentifier),
        ...(input.FinalDBSnapshotIdentifier === undefined
          ? []
          : [arn("cluster-snapshot", context, input.FinalDBSnapshotIdentifier)]),
      ],
      RestoreDBClusterFromSnapshot: (input, context) => [
        ...newCluster(input, context),
        arn("cluster-snapshot", context, input.SnapshotIdentifier),
      ],
      RestoreDBClusterToPointInTime: (input, context) => [
        ...newCluster(input, context),
        arn("cluster", context, input.SourceDBClusterIdentifier),
      ],
      CreateDBClusterSnapshot: (input, context) => [
        arn("cluster", context, input.DBClusterIdentifier),
        arn("cluster-snapshot", context, input.DBClusterSnapshotIdentifier),
      ],
      DescribeDBClusterSnapshots: (input, context) => [
        arn("cluster-snapshot", context, input.DBClusterSnapshotIdentifier),
      ],
      CopyDBClusterSnapshot: (input, context) => [
        arn("cluster-snapshot", context, input.SourceDBClusterSnapshotIdentifier),
        arn("cluster-snapshot", context, input.TargetDBClusterSnapshotIdentifier),
      ],
      DeleteDBClusterSnapshot: (input, context) => [
        arn("cluster-snapshot", context, input.DBClusterSnapshotIdentifier),
      ],
      CreateDBInstance: (input, context) => [
        arn("db", context, input.DBInstanceIdentifier),
        arn("cluster", context, input.DBClusterIdentifier),
      ],
      DescribeDBInstances: (input, context) => [arn("db", context, input.DBInstanceIdentifier)],
      DeleteDBInstance: (input, context) => [arn("db", context, input.DBInstanceIdentifier)],
      CreateDBSubnetGroup: (input, context) => [arn("subgrp", context, input.DBSubnetGroupName)],
      DescribeDBSubnetGroups: (input, context) => [arn("subgrp", context, input.DBSubnetGroupName)],
      DeleteDBSubnetGroup: (input, context) => [arn("subgrp", context, input.DBSubnetGroupName)],
      CreateGlobalCluster: (input, context) => [
        globalArn(input.GlobalClusterIdentifier),
        ...(input.SourceDBClusterIdentifier === undefined
          ? []
          : [arn("cluster", context, input.SourceDBClusterIdentifier)]),
      ],
      DescribeGlobalClusters: ({ GlobalClusterIdentifier }) => [globalArn(GlobalClusterIdentifier)],
      RemoveFromGlobalCluster: (input, context) => [
        globalArn(input.GlobalClusterIdentifier),
        arn("cluster", context, input.DbClusterIdentifier),
      ],
      FailoverGlobalCluster: (input, context) => [
        globalArn(input.GlobalClusterIdentifier),
        arn("cluster", context, input.TargetDbClusterIdentifier),
      ],
      SwitchoverGlobalCluster: (input, context) => [
        globalArn(input.GlobalClusterIdentifier),
        arn("cluster", context, input.TargetDbClusterIdentifier),
      ],
      DeleteGlobalCluster: ({ GlobalClusterIdentifier }) => [globalArn(GlobalClusterIdentifier)],
      AddTagsToResource: ({ ResourceName = "*" }) => [ResourceName],
      RemoveTagsFromResource: ({ ResourceName = "*" }) => [ResourceName],
      ListTagsForResource: ({ ResourceName = "*" }) => [ResourceName],
    },
    stop: async () => {
      end.abort(new DOMException("RDS stops", "AbortError"));
      await world.databases.stop();
    },
  };
}
