/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import { logGroup } from "./log-group";
import type { Scope } from "./scope";
import { randomText, secret } from "./secret";

type Text = $util.Input<string>;

export interface CacheArgs {
  readonly subnetIds: Text[];
  readonly groupId: Text;
  readonly keyArn: Text;
}

const versions = { valkey: "8.0", redis: "7.1" } as const;

/** What ElastiCache calls the nodes of a region's cache: its name, and three digits. */
export const cacheNodes = ({ config, names }: Scope): string[] =>
  Array.from(
    { length: config.data.cache.replicas + 1 },
    (_, index) => `${names.cache}-${String(index + 1).padStart(3, "0")}`,
  );

/**
 * Valkey or Redis in one region, and the secret with its whole URL, because clients such as Open WebUI take the
 * password in the URL alone. What it holds is made anew where it is lost, so nothing is copied between regions.
 */
export function cache(scope: Scope, args: CacheArgs) {
  const { engine, nodeType, replicas } = scope.config.data.cache;
  const name = scope.names.cache;
  const subnets = new aws.elasticache.SubnetGroup(
    scope.id("CacheSubnets"),
    { name, subnetIds: args.subnetIds },
    scope.options(),
  );
  const logs = logGroup(scope, "CacheLogs", { name: `/aws/elasticache/${name}`, keyArn: args.keyArn });
  const delivery = { destinationType: "cloudwatch-logs", destination: logs.name, logFormat: "json" };

  const group = new aws.elasticache.ReplicationGroup(
    scope.id("Cache"),
    {
      replicationGroupId: name,
      description: `Sessions, tasks and messages of ${scope.names.prefix}`,
      engine,
      engineVersion: versions[engine],
      nodeType,
      numCacheClusters: replicas + 1,
      automaticFailoverEnabled: replicas > 0,
      multiAzEnabled: replicas > 0,
      subnetGroupName: subnets.name,
      securityGroupIds: [args.groupId],
      atRestEncryptionEnabled: true,
      kmsKeyId: args.keyArn,
      transitEncryptionEnabled: true,
      // 16 to 128 characters; of the signs only a few, and none that a URL would read,
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
      authToken: randomText(scope, 64),
      snapshotRetentionLimit: 1, // days
      snapshotWindow: "01:00-02:00",
      maintenanceWindow: "sun:06:00-sun:07:00",
      autoMinorVersionUpgrade: false,
      applyImmediately: !scope.config.permanent,
      logDeliveryConfigurations: [
        { ...delivery, logType: "slow-log" },
        { ...delivery, logType: "engine-log" },
      ],
    },
    // A new one is drawn with each deploy; the first one stays until somebody rotates it.
    kept(scope, { ignoreChanges: ["authToken"] }),
  );

  const { arn: urlSecretArn } = secret(scope, {
    thing: "cache-url",
    description: "REDIS_URL, with the password",
    keyArn: args.keyArn,
    // The group's own token, which stays, and not the one that was drawn for this deploy.
    value: $interpolate`rediss://:${group.authToken}@${group.primaryEndpointAddress}:6379/0`,
  });
  return { group, urlSecretArn };
}
