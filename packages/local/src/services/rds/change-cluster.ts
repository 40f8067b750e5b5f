import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { announce } from "./announce.ts";
import { point } from "./build.ts";
import type { Environment } from "./environment.ts";
import { invalidCombination, invalidState } from "./errors.ts";
import { clusterIn, instancesOf, mustBeAvailable } from "./find.ts";
import { run } from "./job.ts";
import { answered, checkRetention } from "./new-cluster.ts";
import { newSnapshot } from "./snapshots.ts";
import type { Cluster, RegionState } from "./state.ts";

/** Changes what the laptop keeps of a cluster; at once, whatever ApplyImmediately says. */
export function modifyDBCluster(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "ModifyDBCluster">,
): Output<"rds", "ModifyDBCluster"> {
  refuseUnsupported("ModifyDBCluster", input, [
    "DBClusterIdentifier",
    "ApplyImmediately",
    "BackupRetentionPeriod",
    "PreferredBackupWindow",
    "PreferredMaintenanceWindow",
    "DeletionProtection",
    "CopyTagsToSnapshot",
    "MasterUserPassword",
    "ServerlessV2ScalingConfiguration",
    "EngineVersion",
    "AllowMajorVersionUpgrade",
  ]);
  const cluster = clusterIn(state, input.DBClusterIdentifier);
  mustBeAvailable(cluster);
  const days = input.BackupRetentionPeriod;
  if (days !== undefined) checkRetention(days);
  const { facts } = cluster;
  cluster.facts = {
    ...facts,
    BackupRetentionPeriod: days ?? facts.BackupRetentionPeriod,
    PreferredBackupWindow: input.PreferredBackupWindow ?? facts.PreferredBackupWindow,
    PreferredMaintenanceWindow: input.PreferredMaintenanceWindow ?? facts.PreferredMaintenanceWindow,
    DeletionProtection: input.DeletionProtection ?? facts.DeletionProtection,
    CopyTagsToSnapshot: input.CopyTagsToSnapshot ?? facts.CopyTagsToSnapshot,
    EngineVersion: input.EngineVersion ?? facts.EngineVersion,
    ServerlessV2ScalingConfiguration:
      input.ServerlessV2ScalingConfiguration ?? facts.ServerlessV2ScalingConfiguration,
  };
  cluster.status = "modifying";
  change(environment, cluster);
  return answered(environment, state, cluster);
}

export function change(environment: Environment, cluster: Cluster): void {
  run(environment, `change of ${cluster.arn}`, {
    takes: environment.timing.modify,
    work: async () => {},
    done: () => {
      if (cluster.status === "modifying") cluster.status = "available";
    },
    failed: () => {},
  });
}

export function deleteDBCluster(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "DeleteDBCluster">,
): Output<"rds", "DeleteDBCluster"> {
  const { SkipFinalSnapshot = false, FinalDBSnapshotIdentifier } = input;
  const cluster = clusterIn(state, input.DBClusterIdentifier);
  if (cluster.status === "deleting") throw invalidState(`DB cluster ${cluster.id} is already being deleted.`);
  if (cluster.facts.DeletionProtection)
    throw invalidCombination(
      "Cannot delete protected Cluster, please disable deletion protection and try again.",
    );
  if (instancesOf(state, cluster).some(({ status }) => status !== "deleting"))
    throw invalidState("Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
  if (cluster.globalCluster !== undefined)
    throw invalidState(
      "This cluster is a part of a global cluster, please remove it from globalcluster first",
    );
  if (SkipFinalSnapshot === (FinalDBSnapshotIdentifier !== undefined))
    throw invalidCombination(
      "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified, and cannot be specified with it.",
    );
  const last =
    FinalDBSnapshotIdentifier === undefined
      ? undefined
      : newSnapshot(environment, state, cluster, FinalDBSnapshotIdentifier, []);
  cluster.status = "deleting";
  point(environment, state, cluster);
  vanish(environment, state, cluster, last?.id);
  return answered(environment, state, cluster);
}

/** Deletes the cluster, once its last snapshot is made. */
export function vanish(environment: Environment, state: RegionState, cluster: Cluster, last?: string): void {
  const { world, timing } = environment;
  run(environment, `deletion of ${cluster.arn}`, {
    takes: timing.delete + (last === undefined ? 0 : timing.snapshot),
    work: async () => {
      while (last !== undefined && state.snapshots.get(last)?.status === "creating")
        await world.clock.sleep(1000, environment.end);
      await world.databases.remove(cluster.database);
    },
    done: () => {
      state.clusters.delete(cluster.id);
      announce(environment, "cluster", cluster, "clusterDeleted");
    },
    failed: () => {
      cluster.status = "available";
    },
  });
}
