import type { DBCluster } from "@aws-sdk/client-rds";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { describeCluster } from "./describe-clusters.ts";
import type { Environment } from "./environment.ts";
import { invalidCombination, invalidParameter } from "./errors.ts";
import { clusterIn, mustBeAvailable, snapshotIn, snapshotMustBeAvailable } from "./find.ts";
import { keyIn } from "./keys.ts";
import { answered, newCluster } from "./new-cluster.ts";
import type { Cluster, ClusterOrigin, RegionState } from "./state.ts";

const common = [
  "DBClusterIdentifier",
  "KmsKeyId",
  "DBSubnetGroupName",
  "DBClusterParameterGroupName",
  "VpcSecurityGroupIds",
  "Port",
  "DeletionProtection",
  "CopyTagsToSnapshot",
  "EnableIAMDatabaseAuthentication",
  "EnableCloudwatchLogsExports",
  "ServerlessV2ScalingConfiguration",
  "BackupRetentionPeriod",
  "PreferredBackupWindow",
  "EngineMode",
  "Tags",
] as const;

/** A new cluster with a snapshot's contents; it has no instance until one is created. */
export async function restoreFromSnapshot(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "RestoreDBClusterFromSnapshot">,
): Promise<Output<"rds", "RestoreDBClusterFromSnapshot">> {
  refuseUnsupported("RestoreDBClusterFromSnapshot", input, [
    ...common,
    "SnapshotIdentifier",
    "Engine",
    "EngineVersion",
    "AvailabilityZones",
    "DatabaseName",
  ]);
  const snapshot = snapshotIn(state, input.SnapshotIdentifier);
  snapshotMustBeAvailable(snapshot);
  const { facts } = snapshot;
  if (input.Engine !== undefined && input.Engine !== facts.Engine)
    throw invalidCombination(`The engine ${input.Engine} does not match the snapshot's engine.`);
  const cluster = newCluster(
    environment,
    state,
    input,
    { kind: "snapshot", of: snapshot.database },
    {
      Engine: facts.Engine,
      EngineVersion: input.EngineVersion ?? facts.EngineVersion,
      MasterUsername: facts.MasterUsername,
      Port: facts.Port,
      ...(await encryption(environment, state, facts, input.KmsKeyId)),
    },
  );
  return answered(environment, state, cluster);
}

/** A new cluster as another one was at a time, or as it is: `copy-on-write` is Aurora's quick clone. */
export async function restoreToPointInTime(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "RestoreDBClusterToPointInTime">,
): Promise<Output<"rds", "RestoreDBClusterToPointInTime">> {
  refuseUnsupported("RestoreDBClusterToPointInTime", input, [
    ...common,
    "SourceDBClusterIdentifier",
    "SourceDbClusterResourceId",
    "RestoreType",
    "RestoreToTime",
    "UseLatestRestorableTime",
  ]);
  const source = sourceOf(state, input);
  mustBeAvailable(source);
  const { facts } = source;
  const cluster = newCluster(environment, state, input, originOf(environment, state, source, input), {
    Engine: facts.Engine,
    EngineVersion: facts.EngineVersion,
    DatabaseName: facts.DatabaseName,
    MasterUsername: facts.MasterUsername,
    Port: facts.Port,
    ...(input.RestoreType === "copy-on-write" && {
      CloneGroupId: facts.CloneGroupId ?? environment.random.uuid(),
    }),
    ...(await encryption(environment, state, facts, input.KmsKeyId)),
  });
  if (cluster.facts.CloneGroupId) source.facts = { ...facts, CloneGroupId: cluster.facts.CloneGroupId };
  return answered(environment, state, cluster);
}

function sourceOf(state: RegionState, input: Input<"rds", "RestoreDBClusterToPointInTime">): Cluster {
  const { SourceDBClusterIdentifier, SourceDbClusterResourceId: resource } = input;
  const byResource = [...state.clusters.values()].find(
    ({ facts }) => resource !== undefined && facts.DbClusterResourceId === resource,
  );
  return byResource ?? clusterIn(state, SourceDBClusterIdentifier ?? resource);
}

function originOf(
  environment: Environment,
  state: RegionState,
  source: Cluster,
  input: Input<"rds", "RestoreDBClusterToPointInTime">,
): ClusterOrigin {
  const { RestoreToTime, UseLatestRestorableTime = false, RestoreType = "full-copy" } = input;
  const of = source.database;
  if (RestoreType === "copy-on-write") {
    if (RestoreToTime)
      throw invalidCombination("RestoreToTime can't be specified if RestoreType is copy-on-write.");
    return { kind: "clone", of };
  }
  if (RestoreType !== "full-copy") throw invalidParameter(`Invalid restore type: ${RestoreType}`);
  if ((RestoreToTime !== undefined) === UseLatestRestorableTime)
    throw invalidCombination("Exactly one of RestoreToTime and UseLatestRestorableTime must be specified.");
  const { EarliestRestorableTime: earliest, LatestRestorableTime: latest } = describeCluster(
    environment,
    state,
    source,
  );
  if (!earliest || !latest)
    throw new AwsError("InvalidRestoreFault", `DB cluster ${source.id} has nothing to restore from.`);
  const at = RestoreToTime ?? latest;
  if (at < earliest || at > latest)
    throw invalidParameter(
      `The specified time ${at.toISOString()} is not between the cluster's earliest (${earliest.toISOString()}) and latest (${latest.toISOString()}) restorable times.`,
    );
  return { kind: "time", of, at: at.getTime() };
}

/** Encrypted with the source's key unless another is wanted; what is not encrypted may become so. */
async function encryption(
  { world }: Environment,
  { region }: RegionState,
  source: Pick<DBCluster, "StorageEncrypted" | "KmsKeyId">,
  wanted: string | undefined,
): Promise<Pick<DBCluster, "StorageEncrypted" | "KmsKeyId">> {
  if (!source.StorageEncrypted && wanted === undefined) return { StorageEncrypted: false };
  return { StorageEncrypted: true, KmsKeyId: await keyIn(world, region, wanted ?? source.KmsKeyId) };
}
