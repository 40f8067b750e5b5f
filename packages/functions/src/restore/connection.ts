import type { Beside } from "@signalbox/core/backup/content/look";
import type { VaultTarget } from "@signalbox/core/platform/backup-places";
import { namesOf } from "@signalbox/core/platform/names";
import { readCluster } from "../aws/restored-cluster.ts";
import type { FunctionContext } from "../context.ts";

/** The parameter that services read what they connect to from. */
export const parameterOf = ({ platform }: FunctionContext, what: VaultTarget): string =>
  namesOf(platform).connection(what === "database" ? "database-host" : "files-bucket");

/** What it has to hold for services to connect to what was restored. */
export async function addressOf({ aws }: FunctionContext, at: Beside): Promise<string> {
  if (at.kind === "files") return at.bucket;
  const { Endpoint } = (await readCluster(aws.rds, at.cluster)) ?? {};
  if (Endpoint === undefined) throw new Error(`the cluster ${at.cluster} has no endpoint`);
  return Endpoint;
}
