import { namesOf } from "@signalbox/core/platform/names";
import { matchesWildcard } from "@signalbox/core/workflow/statement";
import { readConnection } from "../aws/connection.ts";
import { placesOf } from "../backup/places.ts";
import type { FunctionContext } from "../context.ts";
import { clusterOf } from "./placement.ts";

/**
 * Identifier of the cluster that tasks connect to: the deployment's own, by its endpoint or its proxy's, or the one that a restore
 * has switched to.
 */
export async function servingCluster(context: Pick<FunctionContext, "aws" | "platform">): Promise<string> {
  const names = namesOf(context.platform);
  const { value } = await readConnection(context.aws.ssm, names.connection("database-host"));
  const [label = ""] = value.split(".");
  return matchesWildcard(names.restoredClusters, label)
    ? label
    : clusterOf(placesOf(context).targets.database);
}
