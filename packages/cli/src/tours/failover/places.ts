import { namesOf } from "@signalbox/core/platform/names";
import type { Database } from "@signalbox/local/world/database/database-plane";
import { type Cloud, connect } from "../../cloud/open.ts";
import { type Deployment, readDeployment } from "../../cloud/platform.ts";
import { UserError } from "../../user-error.ts";
import type { Play } from "../scenes/scene.ts";

/** Where the story plays. */
export interface Places {
  /** Region that is lost. */
  readonly home: string;
  /** Region that takes over. */
  readonly standby: string;
  readonly third: string;
  /** Name by which users know the application. */
  readonly host: string;
}

/** Throws a UserError where the platform has fewer than three regions. */
export function placesOf({ failover, stage }: Deployment): Places {
  const [home, standby, third] = failover?.regions ?? [];
  if (!home || !standby || !third)
    throw new UserError(
      `the platform ${stage} is too small for this tour`,
      "a region is lost, one takes over, and a third one watches",
      "play it on another platform: --config three-regions",
    );
  return {
    home: home.region,
    standby: standby.region,
    third: third.region,
    host: new URL(home.url).hostname.slice(`${home.region}.`.length),
  };
}

/** The cloud as a person sees it who asks a region. */
export async function askIn(
  { booted }: Pick<Play, "booted">,
  region: string,
): Promise<{ readonly cloud: Cloud; readonly deployment: Deployment }> {
  const cloud = connect({ kind: "endpoint", endpoint: booted.endpoint, region });
  return { cloud, deployment: await readDeployment(cloud) };
}

/** The database that the services of a region write to. Throws where nobody reaches the region. */
export async function databaseIn(
  { booted, deployment }: Pick<Play, "booted" | "deployment">,
  region: string,
): Promise<Database> {
  const { world } = booted;
  const Name = namesOf(deployment).connection("database-host");
  const { Parameter } = await world.call(
    "ssm",
    "GetParameter",
    { Name },
    { region, principal: { kind: "person" } },
  );
  const database = world.databases.at(Parameter?.Value ?? "");
  if (!database) throw new Error(`${Parameter?.Value} leads to no database`);
  return database;
}
