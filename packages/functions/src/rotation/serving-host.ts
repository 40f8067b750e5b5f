import type { SSMClient } from "@aws-sdk/client-ssm";
import { matchesWildcard } from "@signalbox/core/workflow/statement";
import { readConnection } from "../aws/connection.ts";

interface Hosts {
  /** Parameter that tasks learn their connection from. */
  readonly connection: string;
  /** Names of restored clusters, with the signs of an IAM policy. */
  readonly restored: string;
  /** The deployment's own cluster, past its proxy. */
  readonly deployed: string;
}

/** Where a new password has to be known: at the cluster that a restore has switched tasks to, or else at the deployment's own. */
export async function servingHost(
  ssm: SSMClient,
  { connection, restored, deployed }: Hosts,
): Promise<string> {
  const { value } = await readConnection(ssm, connection);
  const [label = ""] = value.split(".");
  return matchesWildcard(restored, label) ? value : deployed;
}
