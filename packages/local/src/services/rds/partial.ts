import type { Partials } from "../partial.ts";

const encryption = "nothing is encrypted, and the caller needs no permission on the key";

export const partial: Partials<"rds"> = {
  CopyDBClusterSnapshot: encryption,
  CreateDBCluster: `Aurora PostgreSQL only, without managed passwords, proxies or write forwarding; ${encryption}`,
  CreateDBInstance: "members of clusters only; all of a cluster are one PostgreSQL, of the newest version",
  CreateGlobalCluster: "around an existing cluster only",
  DescribeDBClusters: "Filters by cluster, resource, clone group and engine; no shared clusters",
  DescribeDBInstances: "Filters by cluster, instance, resource and engine",
  DescribeDBClusterSnapshots: "manual snapshots of the own account only; none are taken automatically",
  ModifyDBCluster: "retention, windows, protection, capacity and the version's name only",
  RestoreDBClusterFromSnapshot: encryption,
  RestoreDBClusterToPointInTime: `not of a deleted cluster; ${encryption}`,
};
