/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import { logGroup } from "./log-group";
import type { Scope } from "./scope";

type Text = $util.Input<string>;

export interface AuroraArgs {
  readonly keyArn: Text;
  readonly subnetIds: Text[];
  readonly groupId: Text;
  readonly monitoringRoleArn: Text;
  readonly instances: number;
  /** What the cluster holds when it is created: a new database, or the replica of a global one. */
  readonly origin:
    | { readonly databaseName: string; readonly username: Text; readonly password: Text }
    | { readonly globalClusterId: Text };
  readonly dependsOn?: $util.Resource[];
}

/** An Aurora PostgreSQL cluster on Serverless v2 in one region. Any of its instances may be its writer. */
export function aurora(scope: Scope, args: AuroraArgs) {
  const { database } = scope.config.data;
  const { permanent } = scope.config;
  const identifier = scope.names.database;
  const original = "username" in args.origin;

  const subnets = new aws.rds.SubnetGroup(
    scope.id("DatabaseSubnets"),
    { name: identifier, subnetIds: args.subnetIds },
    scope.options(),
  );
  // Made before the cluster, or RDS makes it: unencrypted, and kept for ever.
  const logs = logGroup(scope, "DatabaseLogs", {
    name: `/aws/rds/cluster/${identifier}/postgresql`,
    keyArn: args.keyArn,
  });

  const cluster = new aws.rds.Cluster(
    scope.id("Database"),
    {
      clusterIdentifier: identifier,
      engine: "aurora-postgresql",
      engineVersion: database.engineVersion,
      ...("username" in args.origin
        ? {
            databaseName: args.origin.databaseName,
            masterUsername: args.origin.username,
            masterPassword: args.origin.password,
          }
        : { globalClusterIdentifier: args.origin.globalClusterId }),
      serverlessv2ScalingConfiguration: {
        minCapacity: database.minCapacity,
        maxCapacity: database.maxCapacity,
      },
      storageEncrypted: true,
      kmsKeyId: args.keyArn,
      iamDatabaseAuthenticationEnabled: true,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [args.groupId],
      dbClusterParameterGroupName: parameters(scope).name,
      backupRetentionPeriod: database.recoveryDays,
      copyTagsToSnapshot: true,
      deletionProtection: permanent,
      // A replica takes no final snapshot, https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html
      ...(permanent && original
        ? { skipFinalSnapshot: false, finalSnapshotIdentifier: `${identifier}-final` }
        : { skipFinalSnapshot: true }),
      enabledCloudwatchLogsExports: ["postgresql"],
      preferredMaintenanceWindow: "sun:05:00-sun:06:00",
      applyImmediately: !permanent,
    },
    kept(scope, {
      dependsOn: [logs, ...(args.dependsOn ?? [])],
      // Failover decides who follows whom, the upgrade workflow which version runs, rotation which password counts:
      // a deploy that undid them would undo a recovery,
      // https://github.com/hashicorp/terraform-provider-aws/issues/28746
      ignoreChanges: [
        "globalClusterIdentifier",
        "replicationSourceIdentifier",
        "engineVersion",
        "masterUsername",
        "masterPassword",
        // AWS Backup's continuous plan sets both from its first run on,
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
        "backupRetentionPeriod",
        "preferredBackupWindow",
      ],
    }),
  );

  const instances = Array.from(
    { length: args.instances },
    (_, index) =>
      new aws.rds.ClusterInstance(
        scope.id(`Database${index + 1}`),
        {
          identifier: `${identifier}-${index + 1}`,
          clusterIdentifier: cluster.id,
          engine: "aurora-postgresql",
          instanceClass: "db.serverless",
          dbSubnetGroupName: subnets.name,
          publiclyAccessible: false,
          // Tiers 0 and 1 keep the capacity of the writer; those after it scale for themselves,
          // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
          promotionTier: Math.min(index, 15),
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: args.keyArn,
          performanceInsightsRetentionPeriod: 7, // days, those that cost nothing
          monitoringInterval: 60, // seconds
          monitoringRoleArn: args.monitoringRoleArn,
          caCertIdentifier: "rds-ca-rsa2048-g1",
          autoMinorVersionUpgrade: false,
          copyTagsToSnapshot: true,
          applyImmediately: !permanent,
        },
        kept(scope, { ignoreChanges: ["engineVersion"] }),
      ),
  );
  return { cluster, instances };
}

function parameters(scope: Scope) {
  const { engineVersion, minCapacity } = scope.config.data.database;
  const major = engineVersion.split(".")[0] ?? engineVersion;
  return new aws.rds.ClusterParameterGroup(
    scope.id("DatabaseParameters"),
    {
      name: `${scope.names.database}-${major}`,
      family: `aurora-postgresql${major}`,
      description: "TLS only, statements counted, waits logged, ready for logical copies",
      parameters: [
        { name: "rds.force_ssl", value: "1" },
        // Rehearsals of upgrades replay the statements that the old version really runs.
        { name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" },
        { name: "log_lock_waits", value: "1" },
        { name: "log_min_duration_statement", value: "1000" }, // milliseconds
        // Needs a restart, so it is on before a copy to another major version wants it. It keeps an idle instance
        // from pausing, https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
        {
          name: "rds.logical_replication",
          value: minCapacity === 0 ? "0" : "1",
          applyMethod: "pending-reboot",
        },
      ],
    },
    scope.options({ retainOnDelete: scope.config.permanent }),
  );
}
