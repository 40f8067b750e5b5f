import type { DBCluster, Tag } from "@aws-sdk/client-rds";
import { AwsError } from "../error.ts";
import { addTags } from "../tags.ts";
import { build } from "./build.ts";
import { describeCluster } from "./describe-clusters.ts";
import type { Environment } from "./environment.ts";
import { invalidParameter } from "./errors.ts";
import { identifier, rdsArn } from "./names.ts";
import type { Cluster, ClusterOrigin, RegionState } from "./state.ts";

/** Of a region: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
const mostClusters = 40;

/** What every way to a new cluster says of it. */
export interface Wanted {
  readonly DBClusterIdentifier: string | undefined;
  readonly Tags?: Tag[] | undefined;
  readonly DBSubnetGroupName?: string | undefined;
  readonly DBClusterParameterGroupName?: string | undefined;
  readonly VpcSecurityGroupIds?: string[] | undefined;
  readonly Port?: number | undefined;
  readonly DeletionProtection?: boolean | undefined;
  readonly CopyTagsToSnapshot?: boolean | undefined;
  readonly BackupRetentionPeriod?: number | undefined;
  readonly PreferredBackupWindow?: string | undefined;
  readonly EnableIAMDatabaseAuthentication?: boolean | undefined;
  readonly EnableCloudwatchLogsExports?: string[] | undefined;
  readonly ServerlessV2ScalingConfiguration?: DBCluster["ServerlessV2ScalingConfiguration"];
}

export function checkRetention(days: number): void {
  if (days < 1 || days > 35)
    throw invalidParameter("Invalid backup retention period: it must be between 1 and 35.");
}

/** Adds a cluster to the region, and starts to bring it into being. `facts` are what it has from its origin. */
export function newCluster(
  environment: Environment,
  state: RegionState,
  wanted: Wanted,
  origin: ClusterOrigin,
  facts: DBCluster,
): Cluster {
  const { world, random } = environment;
  const { region } = state;
  const id = identifier("DBClusterIdentifier", wanted.DBClusterIdentifier);
  if (state.clusters.has(id))
    throw new AwsError("DBClusterAlreadyExistsFault", `DB cluster already exists: ${id}`);
  if (state.clusters.size >= mostClusters)
    throw new AwsError("DBClusterQuotaExceededFault", "You have reached the maximum number of DB clusters.");
  const { DBSubnetGroupName = "default", BackupRetentionPeriod = facts.BackupRetentionPeriod ?? 1 } = wanted;
  if (wanted.DBSubnetGroupName !== undefined && !state.subnetGroups.has(DBSubnetGroupName.toLowerCase()))
    throw new AwsError("DBSubnetGroupNotFoundFault", `DBSubnetGroup ${DBSubnetGroupName} not found.`);
  checkRetention(BackupRetentionPeriod);
  const resource = `cluster-${random.hex(26).toUpperCase()}`;
  const suffix = random.hex(12);
  const arn = rdsArn(region, world.account, "cluster", id);
  const cluster: Cluster = {
    id,
    arn,
    database: resource.toLowerCase(),
    origin,
    status: "creating",
    tags: addTags(new Map(), wanted.Tags),
    globalCluster: undefined,
    facts: {
      ...facts,
      DBClusterIdentifier: id,
      DBClusterArn: arn,
      DbClusterResourceId: resource,
      ClusterCreateTime: new Date(world.clock.now()),
      Endpoint: `${id}.cluster-${suffix}.${region}.rds.amazonaws.com`,
      ReaderEndpoint: `${id}.cluster-ro-${suffix}.${region}.rds.amazonaws.com`,
      HostedZoneId: "Z2R2ITUGPM61AM",
      Port: wanted.Port ?? facts.Port ?? 5432,
      DBSubnetGroup: DBSubnetGroupName,
      DBClusterParameterGroup: wanted.DBClusterParameterGroupName ?? "default.aurora-postgresql",
      VpcSecurityGroups: (wanted.VpcSecurityGroupIds ?? []).map((VpcSecurityGroupId) => ({
        VpcSecurityGroupId,
        Status: "active",
      })),
      BackupRetentionPeriod,
      PreferredBackupWindow: wanted.PreferredBackupWindow ?? facts.PreferredBackupWindow ?? "02:00-02:30",
      DeletionProtection: wanted.DeletionProtection ?? false,
      CopyTagsToSnapshot: wanted.CopyTagsToSnapshot ?? false,
      IAMDatabaseAuthenticationEnabled: wanted.EnableIAMDatabaseAuthentication ?? false,
      EnabledCloudwatchLogsExports: wanted.EnableCloudwatchLogsExports,
      ServerlessV2ScalingConfiguration: wanted.ServerlessV2ScalingConfiguration,
      AllocatedStorage: 1,
      EngineMode: "provisioned",
      StorageType: "aurora",
      NetworkType: "IPV4",
      MultiAZ: false,
      AvailabilityZones: ["a", "b", "c"].map((zone) => `${region}${zone}`),
    },
  };
  state.clusters.set(id, cluster);
  build(environment, state, cluster);
  return cluster;
}

export const answered = (environment: Environment, state: RegionState, cluster: Cluster) => ({
  DBCluster: describeCluster(environment, state, cluster),
});
