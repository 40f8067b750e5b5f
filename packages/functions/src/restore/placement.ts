import { NamedError } from "@signalbox/core/error";
import { type Placement, readCluster } from "../aws/restored-cluster.ts";
import { placesOf } from "../backup/places.ts";
import type { FunctionContext } from "../context.ts";

/** Where the database's own cluster stands, and what a restored one stands in as well. Throws `Backup.TargetNotReady` without one. */
export async function placementOf(context: Pick<FunctionContext, "aws" | "platform">): Promise<Placement> {
  const { database } = placesOf(context).targets;
  const cluster = await readCluster(context.aws.rds, clusterOf(database));
  if (cluster) return cluster;
  throw new NamedError(
    "Backup.TargetNotReady",
    `${database} is gone, whose network and scaling a restored cluster has`,
  );
}

/** A cluster's identifier, of its ARN. */
export const clusterOf = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);
