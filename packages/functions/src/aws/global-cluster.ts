import {
  DescribeDBClustersCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  type GlobalCluster,
  type RDSClient,
  SwitchoverGlobalClusterCommand,
} from "@aws-sdk/client-rds";

/** Throws RDS's `GlobalClusterNotFoundFault` where there is none. */
export async function readGlobalCluster(client: RDSClient, id: string): Promise<GlobalCluster> {
  const asked = new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: id });
  const { GlobalClusters: [found] = [] } = await client.send(asked);
  if (!found) throw new Error(`RDS describes no global cluster ${id}`);
  return found;
}

export const isWriter = ({ GlobalClusterMembers = [] }: GlobalCluster, clusterArn: string): boolean =>
  GlobalClusterMembers.some(({ DBClusterArn, IsWriter }) => DBClusterArn === clusterArn && IsWriter === true);

/** Whether a member follows the writer; `pending-resync` is one that begins anew from it. Undefined: it is no secondary of it. */
export const followingOf = (
  { GlobalClusterMembers = [] }: GlobalCluster,
  clusterArn: string,
): string | undefined =>
  GlobalClusterMembers.find(({ DBClusterArn, IsWriter }) => DBClusterArn === clusterArn && IsWriter !== true)
    ?.SynchronizationStatus;

/** Whether it is being moved just now, be it by whom it may. */
export const isMoving = ({ FailoverState }: GlobalCluster): boolean => FailoverState?.Status !== undefined;

/** Whether it is being moved to a member; where that is to lose what has not arrived, a switchover is another move. */
export const isMovingTo = (
  { FailoverState }: GlobalCluster,
  clusterArn: string,
  mode: "graceful" | "ungraceful",
): boolean =>
  FailoverState?.Status !== undefined &&
  FailoverState.Status !== "cancelling" &&
  FailoverState.ToDbClusterArn === clusterArn &&
  (mode === "graceful" || FailoverState.IsDataLossAllowed === true);

/** RDS's word for a cluster of this region, such as `available`. */
export async function readStatus(client: RDSClient, clusterArn: string): Promise<string> {
  const DBClusterIdentifier = clusterArn.slice(clusterArn.lastIndexOf(":") + 1);
  const { DBClusters: [found] = [] } = await client.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier }),
  );
  return found?.Status ?? "gone";
}

/** Promotes a member though the writer does not answer; what had not arrived is lost. Without AllowDataLoss it would be a switchover. */
export async function promoteWithLoss(client: RDSClient, id: string, target: string): Promise<void> {
  await client.send(
    new FailoverGlobalClusterCommand({
      GlobalClusterIdentifier: id,
      TargetDbClusterIdentifier: target,
      AllowDataLoss: true,
    }),
  );
}

/** Makes a member the writer once it has everything; asked where the writer is. */
export async function switchOver(client: RDSClient, id: string, target: string): Promise<void> {
  await client.send(
    new SwitchoverGlobalClusterCommand({ GlobalClusterIdentifier: id, TargetDbClusterIdentifier: target }),
  );
}
