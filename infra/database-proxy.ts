/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "./log-group";
import type { Scope } from "./scope";
import { serviceRole, through } from "./service-role";

type Text = $util.Input<string>;

export interface DatabaseProxyArgs {
  readonly clusterId: Text;
  readonly subnetIds: Text[];
  readonly groupId: Text;
  /** JSON with `username` and `password` of one user each, in the proxy's region. */
  readonly secretArns: readonly Text[];
  readonly keyArn: Text;
  /** The proxy finds its targets among the instances there are. */
  readonly dependsOn: $util.Resource[];
}

/**
 * RDS Proxy in front of a cluster's writer: pools connections, and holds those of clients while the writer changes.
 * In a standby it refuses until the cluster is promoted and has a writer,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-gdb.html
 */
export function databaseProxy(scope: Scope, args: DatabaseProxyArgs) {
  const role = serviceRole(scope, "database-proxy", "rds.amazonaws.com", [
    { Action: ["secretsmanager:GetSecretValue"], Resource: [...args.secretArns] },
    {
      Action: ["kms:Decrypt"],
      Resource: [args.keyArn],
      Condition: through(scope, "secretsmanager"),
    },
  ]);
  // Made before the proxy, or RDS makes it: unencrypted, and kept for ever.
  const logs = logGroup(scope, "DatabaseProxyLogs", {
    name: `/aws/rds/proxy/${scope.names.database}`,
    keyArn: args.keyArn,
  });
  const proxy = new aws.rds.Proxy(
    scope.id("DatabaseProxy"),
    {
      name: scope.names.database,
      engineFamily: "POSTGRESQL",
      requireTls: true,
      roleArn: role.arn,
      auths: args.secretArns.map((secretArn) => ({
        authScheme: "SECRETS",
        secretArn,
        // Open WebUI logs in with its password; Lambdas that check contents go to the cluster, with IAM.
        iamAuth: "DISABLED",
        clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
      })),
      vpcSubnetIds: args.subnetIds,
      vpcSecurityGroupIds: [args.groupId],
      idleClientTimeout: 1800, // seconds
    },
    scope.options({ dependsOn: logs }),
  );
  const targets = new aws.rds.ProxyDefaultTargetGroup(
    scope.id("DatabaseProxyTargets"),
    {
      dbProxyName: proxy.name,
      connectionPoolConfig: {
        // The rest is for those who go past the proxy: checks of contents, and a person at night.
        maxConnectionsPercent: 90,
        maxIdleConnectionsPercent: 50,
        connectionBorrowTimeout: 30, // seconds; as long as Open WebUI waits for its own pool
      },
    },
    scope.options(),
  );
  new aws.rds.ProxyTarget(
    scope.id("DatabaseProxyTarget"),
    { dbProxyName: proxy.name, targetGroupName: targets.name, dbClusterIdentifier: args.clusterId },
    scope.options({ dependsOn: args.dependsOn }),
  );
  return { endpoint: proxy.endpoint };
}
