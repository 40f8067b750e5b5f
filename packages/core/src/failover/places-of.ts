import type { Config } from "../config/config.ts";
import type { FailoverPlaces, Routing } from "../platform/failover-places.ts";
import { hostsOf } from "../platform/hosts.ts";
import { namesOf } from "../platform/names.ts";

export interface Deployment {
  readonly stage: string;
  readonly account: string;
  /** What AWS has made of ARC's routing controls, where there are any. */
  readonly routing?: Routing | undefined;
}

/** Regions whose ledgers hold the epochs: the platform's, and where it stands in two the neutral one. */
export const epochTablesOf = ({
  regions,
  neutralRegion,
}: Pick<Config, "regions" | "neutralRegion">): string[] =>
  [...regions.map(({ region }) => region), neutralRegion].slice(0, 3);

/**
 * What each region of a stage is told of a failover, from the configuration, and of routing controls as they were made; undefined where there is one region. Where two
 * regions are the whole platform, the observer's holds the third table.
 */
export function failoverPlacesOf(
  config: Config,
  { stage, account, routing }: Deployment,
): FailoverPlaces | undefined {
  const { regions, neutralRegion: neutral, recovery } = config;
  if (regions.length < 2) return undefined;
  const names = namesOf({ name: config.name, stage });
  const hosts = hostsOf(config.domain.host);
  const users = config.data.database.proxy ? ["database-user-1", "database-user-2"] : [];
  return {
    regions: regions.map(({ region, role }) => ({
      region,
      role,
      url: `https://${hosts.region(region)}`,
      clusterArn: `arn:aws:rds:${region}:${account}:cluster:${names.database}`,
    })),
    neutral,
    tables: epochTablesOf(config),
    globalCluster: names.database,
    policy: {
      automatic: recovery.automatic,
      confirmSeconds: recovery.confirmMinutes * 60,
      rpoSeconds: recovery.rpoMinutes * 60,
      rtoSeconds: recovery.rtoMinutes * 60,
    },
    serving: leastOf(config, ({ min }) => min),
    resting: leastOf(config, ({ min, standbyMin }) => standbyMin ?? min),
    secrets: ["database-admin", ...users, "database"].map(names.secret),
    ...(routing && { routing }),
  };
}

const leastOf = (
  { services }: Config,
  least: (scaling: Config["services"][string]["scaling"]) => number,
): Record<string, number> =>
  Object.fromEntries(Object.entries(services).map(([name, { scaling }]) => [name, least(scaling)]));
