/// <reference path="../../.sst/platform/config.d.ts" />
import type { DatabasePlacement } from "@signalbox/core/platform/backup-places";
import { aurora } from "../../infra/aurora";
import { connection } from "../../infra/connection";
import { databaseProxy } from "../../infra/database-proxy";
import { kept } from "../../infra/kept";
import type { Scope } from "../../infra/scope";
import { serviceRole } from "../../infra/service-role";
import type { Identity, Network } from "../layers";
import { passwordRotation } from "./password-rotation";

type Text = $util.Output<string>;

/** Where the layers after this one find the database of a region. */
export interface Database {
  readonly clusterId: Text;
  readonly clusterArn: Text;
  readonly globalClusterId?: Text;
  /** ARN of the parameter that says where tasks connect to. */
  readonly connectionArn: Text;
  readonly placement: $util.Output<DatabasePlacement>;
}

export const databaseName = "openwebui";

/**
 * One database over all regions: written in the first, copied within a second or so to the others, of which each can
 * take over. With one region there is no global cluster; with the second one it is put around the cluster that is there.
 */
export function database(
  scopes: readonly Scope[],
  networks: readonly Network[],
  identities: readonly Identity[],
): Database[] {
  const databases: Database[] = [];
  let original: ReturnType<typeof aurora> | undefined;
  let globalCluster: aws.rds.GlobalCluster | undefined;

  for (const [index, scope] of scopes.entries()) {
    const network = networks[index];
    const identity = identities[index];
    if (!network || !identity) throw new Error(`${scope.region.region} has no network or no identity`);
    const place = {
      keyArn: identity.keyArn,
      subnetIds: network.dataSubnetIds,
      groupId: network.groups.database,
      monitoringRoleArn: monitoringRole(scope).arn,
    };
    let regional: ReturnType<typeof aurora>;
    if (!original) {
      regional = aurora(scope, {
        ...place,
        instances: 1 + scope.config.data.database.readers,
        origin: { databaseName, ...credentials(scope, identity) },
      });
      original = regional;
      if (scopes.length > 1) globalCluster = globalClusterOf(scope, regional);
    } else if (globalCluster) {
      regional = aurora(scope, {
        ...place,
        instances: scope.config.data.database.standbyInstances,
        origin: { globalClusterId: globalCluster.id },
        // A cluster can join once the first one has a writer.
        dependsOn: original.instances,
      });
    } else throw new Error("a standby needs the global cluster");

    const connectionArn = connection(
      scope,
      "database-host",
      scope.config.data.database.proxy
        ? databaseProxy(scope, {
            clusterId: regional.cluster.id,
            subnetIds: network.dataSubnetIds,
            groupId: network.groups.proxy,
            secretArns: identity.secrets.databaseUsers,
            keyArn: identity.keyArn,
            dependsOn: regional.instances,
          }).endpoint
        : regional.cluster.endpoint,
    );
    passwordRotation(scope, {
      network,
      identity,
      host: regional.cluster.endpoint,
      connectionArn,
      databaseName,
      writable: scope === scopes[0],
      dependsOn: regional.instances,
    });
    databases.push({
      clusterId: regional.cluster.id,
      clusterArn: regional.cluster.arn,
      ...(globalCluster && { globalClusterId: globalCluster.id }),
      connectionArn,
      placement: placementOf(scope, regional),
    });
  }
  return databases;
}

/** What is known of the cluster without asking it: it may be restored because it was deleted. */
function placementOf({ config }: Scope, { cluster }: ReturnType<typeof aurora>) {
  const { minCapacity, maxCapacity } = config.data.database;
  const { engine, dbSubnetGroupName, dbClusterParameterGroupName, vpcSecurityGroupIds } = cluster;
  return $util
    .all([engine, dbSubnetGroupName, dbClusterParameterGroupName, vpcSecurityGroupIds])
    .apply(([engine, subnetGroup, parameterGroup, securityGroups]) => ({
      engine,
      subnetGroup,
      parameterGroup,
      securityGroups,
      minCapacity,
      maxCapacity,
    }));
}

function globalClusterOf(scope: Scope, { cluster, instances }: ReturnType<typeof aurora>) {
  return new aws.rds.GlobalCluster(
    scope.id("GlobalDatabase"),
    {
      globalClusterIdentifier: scope.names.database,
      // The cluster came first, so that a second region can be added to a platform that has data. Engine, version and
      // encryption are the cluster's.
      sourceDbClusterIdentifier: cluster.arn,
      deletionProtection: scope.config.permanent,
      // Without it AWS deletes no global cluster that has members; it lets them go first and deletes none of them.
      forceDestroy: true,
    },
    kept(scope, {
      dependsOn: instances,
      ignoreChanges: ["sourceDbClusterIdentifier", "engine", "engineVersion"],
    }),
  );
}

/**
 * Of the master user, from the secret of the region. RDS can keep a password itself, though not that of a global
 * database: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
 */
function credentials(scope: Scope, { secrets }: Identity) {
  const { secretString } = aws.secretsmanager.getSecretVersionOutput(
    { secretId: secrets.databaseAdmin },
    { provider: scope.options().provider },
  );
  const field = (name: "username" | "password") =>
    $util.secret(
      secretString.apply((text) => {
        const value: unknown = JSON.parse(text)[name];
        if (typeof value !== "string") throw new Error(`the database's secret has no ${name}`);
        return value;
      }),
    );
  return { username: field("username"), password: field("password") };
}

/** Enhanced monitoring writes the metrics of the operating system to one log group of the account, RDSOSMetrics. */
function monitoringRole(scope: Scope) {
  const group = $interpolate`arn:aws:logs:${scope.region.region}:${scope.account}:log-group:RDSOSMetrics`;
  return serviceRole(scope, "database-monitoring", "monitoring.rds.amazonaws.com", [
    { Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"], Resource: [$interpolate`${group}:*`] },
    {
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
      Resource: [$interpolate`${group}:log-stream:*`],
    },
  ]);
}
