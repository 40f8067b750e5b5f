import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const always = "a laptop's platform may always be deleted";
const atOnce = "the laptop changes everything at once";

export const databaseSubnets = kind({
  type: "aws:rds/subnetGroup:SubnetGroup",
  becomes: "`CreateDBSubnetGroup`",
  inputs: { name: z.string(), description: z.string(), subnetIds: z.array(z.string()) },
  translate: ({ name, description, subnetIds }, { name: id, region }) => [
    call(id, region, "rds", "CreateDBSubnetGroup", {
      DBSubnetGroupName: name,
      DBSubnetGroupDescription: description,
      SubnetIds: subnetIds,
    }),
  ],
});

const clusterInputs = {
  clusterIdentifier: z.string(),
  engine: z.literal("aurora-postgresql"),
  engineVersion: z.string(),
  databaseName: z.string().optional(),
  masterUsername: z.string().optional(),
  masterPassword: z.string().optional(),
  globalClusterIdentifier: z.string().optional(),
  storageEncrypted: z.boolean(),
  kmsKeyId: z.string(),
  dbSubnetGroupName: z.string(),
  dbClusterParameterGroupName: z.string(),
  vpcSecurityGroupIds: z.array(z.string()),
  backupRetentionPeriod: z.number(),
  preferredMaintenanceWindow: z.string(),
  copyTagsToSnapshot: z.boolean(),
  iamDatabaseAuthenticationEnabled: z.boolean(),
  enabledCloudwatchLogsExports: z.array(z.string()),
  serverlessv2ScalingConfiguration: z.strictObject({ minCapacity: z.number(), maxCapacity: z.number() }),
  deletionProtection: leftOut(always),
  skipFinalSnapshot: leftOut("Pulumi's own"),
  finalSnapshotIdentifier: leftOut("Pulumi's own"),
  applyImmediately: leftOut(atOnce),
};
type ClusterInputs = z.output<z.ZodObject<typeof clusterInputs>>;

const createCluster = (given: ClusterInputs, id: string, region: string) => {
  const { minCapacity, maxCapacity } = given.serverlessv2ScalingConfiguration;
  return call(
    id,
    region,
    "rds",
    "CreateDBCluster",
    {
      DBClusterIdentifier: given.clusterIdentifier,
      Engine: given.engine,
      EngineVersion: given.engineVersion,
      DatabaseName: given.databaseName,
      MasterUsername: given.masterUsername,
      MasterUserPassword: given.masterPassword,
      GlobalClusterIdentifier: given.globalClusterIdentifier,
      StorageEncrypted: given.storageEncrypted,
      KmsKeyId: given.kmsKeyId,
      DBSubnetGroupName: given.dbSubnetGroupName,
      DBClusterParameterGroupName: given.dbClusterParameterGroupName,
      VpcSecurityGroupIds: given.vpcSecurityGroupIds,
      BackupRetentionPeriod: given.backupRetentionPeriod,
      PreferredMaintenanceWindow: given.preferredMaintenanceWindow,
      CopyTagsToSnapshot: given.copyTagsToSnapshot,
      EnableIAMDatabaseAuthentication: given.iamDatabaseAuthenticationEnabled,
      EnableCloudwatchLogsExports: given.enabledCloudwatchLogsExports,
      ServerlessV2ScalingConfiguration: { MinCapacity: minCapacity, MaxCapacity: maxCapacity },
    },
    { endpoint: "DBCluster.Endpoint", readerEndpoint: "DBCluster.ReaderEndpoint" },
  );
};

const type = "aws:rds/cluster:Cluster";
const becomes = "`CreateDBCluster`: a PostgreSQL of its own; those of a global cluster follow its first";

/** A database of its own; what belongs to a global cluster comes after that. */
export const databaseCluster = kind({
  type,
  becomes,
  inputs: clusterInputs,
  translate: (given, { name, region }) =>
    given.globalClusterIdentifier === undefined ? [createCluster(given, name, region)] : [],
});

export const databaseReplica = kind({
  type,
  becomes,
  inputs: clusterInputs,
  translate: (given, { name, region }) =>
    given.globalClusterIdentifier === undefined ? [] : [createCluster(given, name, region)],
});

export const globalDatabase = kind({
  type: "aws:rds/globalCluster:GlobalCluster",
  becomes: "`CreateGlobalCluster`",
  inputs: {
    globalClusterIdentifier: z.string(),
    sourceDbClusterIdentifier: z.string(),
    deletionProtection: leftOut(always),
    forceDestroy: leftOut("Pulumi's own"),
  },
  translate: ({ globalClusterIdentifier, sourceDbClusterIdentifier }, { name: id, region }) => [
    call(id, region, "rds", "CreateGlobalCluster", {
      GlobalClusterIdentifier: globalClusterIdentifier,
      SourceDBClusterIdentifier: sourceDbClusterIdentifier,
    }),
  ],
});

export const databaseInstance = kind({
  type: "aws:rds/clusterInstance:ClusterInstance",
  becomes: "`CreateDBInstance`: all of a cluster are one PostgreSQL",
  inputs: {
    identifier: z.string(),
    clusterIdentifier: z.string(),
    engine: z.literal("aurora-postgresql"),
    instanceClass: z.string(),
    promotionTier: z.number(),
    publiclyAccessible: z.boolean(),
    dbSubnetGroupName: leftOut("it is the cluster's"),
    performanceInsightsEnabled: leftOut("nothing is measured within"),
    performanceInsightsKmsKeyId: leftOut("nothing is measured within"),
    performanceInsightsRetentionPeriod: leftOut("nothing is measured within"),
    monitoringInterval: leftOut("nothing is measured within"),
    monitoringRoleArn: leftOut("nothing is measured within"),
    caCertIdentifier: leftOut("there are no certificates"),
    autoMinorVersionUpgrade: leftOut("its version is that of the laptop"),
    copyTagsToSnapshot: leftOut("it is the cluster's"),
    applyImmediately: leftOut(atOnce),
  },
  translate: (given, { name: id, region }) => [
    call(id, region, "rds", "CreateDBInstance", {
      DBInstanceIdentifier: given.identifier,
      DBClusterIdentifier: given.clusterIdentifier,
      DBInstanceClass: given.instanceClass,
      Engine: given.engine,
      PromotionTier: given.promotionTier,
      PubliclyAccessible: given.publiclyAccessible,
    }),
  ],
});

/** There is no proxy: who asks for its address is given the cluster's. */
export const databaseProxy = kind({
  type: "aws:rds/proxy:Proxy",
  becomes: "the endpoint of its cluster",
  inputs: {
    name: z.string(),
    engineFamily: z.literal("POSTGRESQL"),
    auths: leftOut("the laptop asks for no password"),
    roleArn: leftOut("the laptop asks for no password"),
    requireTls: leftOut("there are no certificates"),
    idleClientTimeout: leftOut("there is no proxy"),
    vpcSubnetIds: leftOut("there is no network"),
    vpcSecurityGroupIds: leftOut("there is no network"),
  },
  translate({ name }, { name: id, region }, { graph }) {
    const target = graph.resources.find(
      (one) =>
        one.type === "aws:rds/proxyTarget:ProxyTarget" &&
        one.region === region &&
        one.inputs.dbProxyName === name,
    );
    const DBClusterIdentifier = String(target?.inputs.dbClusterIdentifier);
    return [
      call(
        id,
        region,
        "rds",
        "DescribeDBClusters",
        { DBClusterIdentifier },
        { endpoint: "DBClusters.0.Endpoint" },
      ),
    ];
  },
});
