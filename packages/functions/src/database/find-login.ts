import { DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { NamedError } from "@signalbox/core/error";
import { z } from "zod";
import { readSecret } from "../aws/secret.ts";
import { placesOf } from "../backup/places.ts";
import type { FunctionContext } from "../context.ts";
import type { Login } from "./databases.ts";

const Admin = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** How the master user logs in to a cluster's writer. Throws `Backup.NotLookedAt` for a cluster that is not there. */
export async function findLogin(context: FunctionContext, cluster: string): Promise<Login> {
  const { aws } = context;
  const { database } = placesOf(context);
  const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: cluster });
  const found = await aws.rds.send(asked).catch((error: unknown) => {
    if (error instanceof Error && error.name === "DBClusterNotFoundFault") return undefined;
    throw error;
  });
  const host = found?.DBClusters?.[0]?.Endpoint;
  if (host === undefined)
    throw new NamedError("Backup.NotLookedAt", `there is no cluster ${cluster} with an endpoint to look at`);
  const admin = Admin.parse(JSON.parse(await readSecret(aws.secretsManager, database.adminSecret)));
  return { host, database: database.name, username: admin.username, password: admin.password };
}
