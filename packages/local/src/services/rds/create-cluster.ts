import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import type { Environment } from "./environment.ts";
import { invalidCombination, invalidParameter, invalidState } from "./errors.ts";
import { clusterIn } from "./find.ts";
import { globalIn } from "./global-clusters.ts";
import { keyIn } from "./keys.ts";
import { regionOf } from "./names.ts";
import { answered, newCluster } from "./new-cluster.ts";
import type { Cluster, RegionState } from "./state.ts";

type In = Input<"rds", "CreateDBCluster">;

/** A new Aurora PostgreSQL cluster: empty, or a global cluster's secondary, which follows its writer. */
export async function createDBCluster(
  environment: Environment,
  state: RegionState,
  input: In,
): Promise<Output<"rds", "CreateDBCluster">> {
  refuseUnsupported("CreateDBCluster", input, [
    "DBClusterIdentifier",
    "Engine",
    "EngineVersion",
    "EngineMode",
    "DatabaseName",
    "MasterUsername",
    "MasterUserPassword",
    "StorageEncrypted",
    "KmsKeyId",
    "DBSubnetGroupName",
    "DBClusterParameterGroupName",
    "VpcSecurityGroupIds",
    "BackupRetentionPeriod",
    "PreferredBackupWindow",
    "PreferredMaintenanceWindow",
    "Port",
    "DeletionProtection",
    "CopyTagsToSnapshot",
    "EnableIAMDatabaseAuthentication",
    "EnableCloudwatchLogsExports",
    "ServerlessV2ScalingConfiguration",
    "GlobalClusterIdentifier",
    "AvailabilityZones",
    "Tags",
  ]);
  if (input.Engine !== "aurora-postgresql")
    throw unsupported("CreateDBCluster", `the engine ${input.Engine}`);
  const { StorageEncrypted = input.KmsKeyId !== undefined, KmsKeyId } = input;
  if (KmsKeyId !== undefined && !StorageEncrypted)
    throw invalidCombination("KmsKeyId requires StorageEncrypted.");
  const primary = input.GlobalClusterIdentifier === undefined ? undefined : writerOf(environment, input);
  if (!primary && (input.MasterUsername === undefined || input.MasterUserPassword === undefined))
    throw invalidParameter("The parameter MasterUsername and MasterUserPassword must be provided.");
  if (primary && input.MasterUsername !== undefined)
    throw invalidCombination("Cannot specify user name for cross region replication cluster");
  const cluster = newCluster(
    environment,
    state,
    input,
    primary ? { kind: "standby", of: primary.database } : { kind: "new" },
    {
      Engine: "aurora-postgresql",
      EngineVersion: input.EngineVersion ?? primary?.facts.EngineVersion ?? "17.7",
      DatabaseName: input.DatabaseName ?? primary?.facts.DatabaseName,
      MasterUsername: input.MasterUsername ?? primary?.facts.MasterUsername,
      PreferredMaintenanceWindow: input.PreferredMaintenanceWindow,
      StorageEncrypted,
      ...(StorageEncrypted && { KmsKeyId: await keyIn(environment.world, state.region, KmsKeyId) }),
    },
  );
  if (input.GlobalClusterIdentifier !== undefined) {
    const global = globalIn(environment, input.GlobalClusterIdentifier);
    cluster.globalCluster = global.id;
    global.members = [...global.members, cluster.arn];
  }
  return answered(environment, state, cluster);
}

function writerOf(environment: Environment, { GlobalClusterIdentifier }: In): Cluster {
  const { members } = globalIn(environment, GlobalClusterIdentifier);
  const [arn] = members;
  if (arn === undefined)
    throw new AwsError("InvalidGlobalClusterStateFault", "The global cluster has no primary cluster.");
  const primary = clusterIn(environment.at(regionOf(arn, "")), arn);
  if (primary.status !== "available")
    throw invalidState(`Source cluster ${arn} is in a state which is not valid for replication.`);
  return primary;
}
