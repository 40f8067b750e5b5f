import { NamedError } from "@signalbox/core/error";
import type { DatabasePlacement } from "@signalbox/core/platform/backup-places";
import { type Placement, readCluster } from "../aws/restored-cluster.ts";
import { placesOf } from "../backup/places.ts";
import type { FunctionContext } from "../context.ts";

/**
 * Where the database's own cluster stands, and what a restored one stands in as well; of a cluster that was deleted, where it was
 * deployed. Throws `Backup.TargetNotReady` where neither is known.
 */
export async function placementOf(context: Pick<FunctionContext, "aws" | "platform">): Promise<Placement> {
  const { database, targets } = placesOf(context);
  const cluster = await readCluster(context.aws.rds, clusterOf(targets.database));
  if (cluster) return cluster;
  if (database.placement) return asDeployed(database.placement);
  throw new NamedError(
    "Backup.TargetNotReady",
    `${targets.database} is gone, whose network and scaling a restored cluster has`,
  );
}

const asDeployed = ({
  engine,
  subnetGroup,
  parameterGroup,
  securityGroups,
  minCapacity,
  maxCapacity,
}: DatabasePlacement): Placement => ({
  Engine: engine,
  DBSubnetGroup: subnetGroup,
  DBClusterParameterGroup: parameterGroup,
  VpcSecurityGroups: securityGroups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId })),
  ServerlessV2ScalingConfiguration: { MinCapacity: minCapacity, MaxCapacity: maxCapacity },
});

/** A cluster's identifier, of its ARN. */
export const clusterOf = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);
