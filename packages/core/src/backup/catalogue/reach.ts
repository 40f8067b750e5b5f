import type { TargetEntry } from "./entries.ts";

/** What RDS's DescribeDBClusters says of a cluster. */
interface Described {
  readonly EarliestRestorableTime?: Date | undefined;
  readonly LatestRestorableTime?: Date | undefined;
}

/** The moments between which RDS can restore a cluster; undefined where it names none. */
export function reachIn(cluster: Described | undefined): TargetEntry["continuous"] {
  const [earliest, latest] = [cluster?.EarliestRestorableTime, cluster?.LatestRestorableTime];
  return earliest && latest && { earliest: earliest.getTime(), latest: latest.getTime() };
}
