/// <reference path="../../.sst/platform/config.d.ts" />
import { type AlarmArgs, alarm } from "../../infra/alarm";
import { cacheNodes } from "../../infra/cache";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Told } from "./told";

/** Most connections of an Aurora Serverless v2 instance that may scale down to half a unit, https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
const mostConnections = 2000;

type Watched = Pick<AlarmArgs, "metricName" | "threshold" | "description"> &
  Partial<Pick<AlarmArgs, "statistic" | "period" | "evaluationPeriods" | "missing">>;

/** The database cluster of the region, and the nodes of its cache. */
export function storeAlarms(scope: Scope, told: Told) {
  return [...databaseAlarms(scope, told), ...cacheAlarms(scope, told)];
}

function databaseAlarms(scope: Scope, told: Told) {
  const { config, names, region } = scope;
  const { maxCapacity } = config.data.database;
  const watched: Record<string, Watched> = {
    "database-cpu": {
      metricName: "CPUUtilization",
      threshold: 90,
      evaluationPeriods: 3,
      description:
        "The database has used over 90 % of its CPU for 15 minutes. Find the statements in Performance Insights; raise data.database.maxCapacity if they are rightful.",
    },
    "database-capacity": {
      metricName: "ACUUtilization",
      threshold: 90,
      evaluationPeriods: 3,
      description: `The database needs over 90 % of its ${maxCapacity} capacity units. Raise data.database.maxCapacity before it slows everybody.`,
    },
    "database-connections": {
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      threshold: 0.8 * mostConnections,
      description: `Over 80 % of ${mostConnections} connections are open. Tasks times data.database.poolSize, twice while a release runs; the proxy shares them if it is on.`,
    },
    "database-deadlocks": {
      metricName: "Deadlocks",
      threshold: 0.05,
      description:
        "More than a deadlock every 20 seconds. Two transactions take the same rows in another order: most often a new version; the log names both statements.",
    },
    "database-reader-lag": {
      metricName: "AuroraReplicaLagMaximum",
      statistic: "Maximum",
      threshold: 2000,
      evaluationPeriods: 3,
      description:
        "A reader is over 2 s behind its writer for 15 minutes. Long queries on the reader or a rush of writes; who reads it sees old data.",
    },
  };
  if (region.role !== "primary" && config.regions.length > 1)
    watched["database-replication"] = {
      metricName: "AuroraGlobalDBReplicationLag",
      statistic: "Maximum",
      // In ms. At a quarter of what may be lost there is time to act.
      threshold: (config.recovery.rpoMinutes * 60_000) / 4,
      // A region that has become the writer does not lag; a link that is cut is told by the observers.
      description: `The database is over ${config.recovery.rpoMinutes / 4} minutes behind the primary region, of ${config.recovery.rpoMinutes} that may be lost. A failover now would lose that much, and an automatic one is refused beyond.`,
    };
  return Object.entries(watched).map(([thing, one]) =>
    watch(scope, told, thing, "AWS/RDS", { DBClusterIdentifier: names.database }, one),
  );
}

function cacheAlarms(scope: Scope, told: Told) {
  const { nodeType } = scope.config.data.cache;
  return cacheNodes(scope).flatMap((node) => {
    const number = node.slice(-3);
    const watched: Record<string, Watched> = {
      [`cache-${number}-memory`]: {
        metricName: "DatabaseMemoryUsagePercentage",
        threshold: 80,
        evaluationPeriods: 3,
        description: `Node ${number} of the cache has used over 80 % of its memory for 15 minutes; beyond 100 % it evicts sessions. Take a size above ${nodeType} in data.cache.nodeType.`,
      },
      [`cache-${number}-evictions`]: {
        metricName: "Evictions",
        statistic: "Sum",
        threshold: 0,
        description: `Node ${number} of the cache throws out keys that had not expired: users are logged out and streams break off. Take a size above ${nodeType}.`,
      },
      [`cache-${number}-cpu`]: {
        metricName: "EngineCPUUtilization",
        threshold: 90,
        evaluationPeriods: 3,
        description: `Node ${number} of the cache has used over 90 % of its one busy core for 15 minutes. WebSocket events go through it: look at the number of open tabs and streams.`,
      },
    };
    return Object.entries(watched).map(([thing, one]) =>
      watch(scope, told, thing, "AWS/ElastiCache", { CacheClusterId: node }, one),
    );
  });
}

function watch(
  scope: Scope,
  told: Told,
  thing: string,
  namespace: string,
  dimensions: Record<string, string>,
  watched: Watched,
) {
  return alarm(scope, pascalCase(thing), {
    thing,
    namespace,
    dimensions,
    statistic: "Average",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    // A store that is paused reports nothing, and one that is gone is seen by those who use it.
    missing: "notBreaching",
    topicArn: told.alarms,
    ...watched,
  });
}
