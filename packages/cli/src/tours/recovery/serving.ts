import { namesOf } from "@signalbox/core/platform/names";
import type { Database } from "@signalbox/local/world/database/database-plane";
import type { Play } from "../scenes/scene.ts";

/** Name of a bucket by its ARN. */
export const bucketOf = (arn: string): string => arn.split(":").at(-1) ?? arn;

/** Where tasks that start now find their database. */
export async function servingHost({ booted, deployment }: Play): Promise<string> {
  const caller = { region: deployment.region, principal: { kind: "person" } } as const;
  const Name = namesOf(deployment).connection("database-host");
  const { Parameter } = await booted.world.call("ssm", "GetParameter", { Name }, caller);
  return Parameter?.Value ?? "";
}

/** The database that the services use. */
export async function servingDatabase(play: Play): Promise<Database> {
  const host = await servingHost(play);
  const database = play.booted.world.databases.at(host);
  if (!database) throw new Error(`${host} leads to no database`);
  return database;
}
