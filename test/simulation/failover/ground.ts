import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import { type Cloud, createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { installFunction } from "@signalbox/local/deploy/function";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import { publicUrls } from "@signalbox/local/deploy/public-url";
import type { Guard } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { type Client, clientOf } from "@signalbox/local/traffic/client";
import { type VirtualClock, virtualClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import type { World } from "@signalbox/local/world/world";
import { failoverDocument } from "./document.ts";

export const names = namesOf({ name: "signalbox", stage: "three-regions" });
export const person = (region: string) => ({ region, principal: { kind: "person" } }) as const;

/** The platform in three regions, and the observer's, booted in virtual time. */
export interface Ground {
  readonly clock: VirtualClock;
  readonly cloud: Cloud;
  readonly world: World;
  /** Of each region of the platform. */
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly places: FailoverPlaces;
  /** Host of each region's own cluster. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Users by each region's own address. */
  readonly users: ReadonlyMap<string, Client>;
}

export interface GroundSetting {
  readonly seed: number;
  /** By how much the clocks of a region's Lambdas are off. */
  readonly skewMs: Readonly<Record<string, number>>;
  /** Whether clusters are moved in seconds. */
  readonly promotesQuickly: boolean;
  guards?(clock: VirtualClock): readonly Guard[];
}

/** Boots it, runs a scenario and stops it. */
export async function onGround(
  { seed, skewMs, promotesQuickly, guards }: GroundSetting,
  scenario: (ground: Ground) => Promise<void>,
): Promise<void> {
  const clock = virtualClock();
  const modelled = modelDatabases(clock);
  // RDS has the pace of real databases then.
  const databases = promotesQuickly ? { ...modelled, kind: "postgres" as const } : modelled;
  const plane = modelPlane({ clock, random: random(seed).fork("plane"), imageFor, databases });
  const document = failoverDocument();
  const { account, regions } = document;
  const played = async (): Promise<void> => {
    // What AWS's own services report of a region that is dark is no news here.
    const setting = { clock, seed, plane, databases, account, regions, report: () => {} };
    const cloud = createCloud(setting, guards?.(clock) ?? []);
    const { world } = cloud;
    await bringUp(cloud, { document, policy: {} });
    for (const { function: fn } of document.entries)
      if (fn) installFunction(skewed(cloud, skewMs[fn.region] ?? 0), fn, document);
    const platforms = new Map<string, Platform>();
    const hosts = new Map<string, string>();
    const [primary = ""] = regions;
    const { failover: places } = await platformIn(world, primary, document.parameters);
    if (!places) throw new Error("the platform was told of no failover");
    for (const { region } of places.regions) {
      platforms.set(region, await platformIn(world, region, document.parameters));
      const DBClusterIdentifier = names.database;
      const found = await world.call("rds", "DescribeDBClusters", { DBClusterIdentifier }, person(region));
      hosts.set(region, found.DBClusters?.[0]?.Endpoint ?? "");
    }
    const users = new Map(
      publicUrls(plane, document).map(({ region, url }) => [region, clientOf(plane, url, clock)]),
    );
    try {
      await scenario({ clock, cloud, world, platforms, places, hosts, users });
    } finally {
      await cloud.stop();
    }
  };
  await clock.run(played());
}

/** The cloud as a Lambda meets it whose clock is off. */
const skewed = ({ world, ...cloud }: Cloud, ms: number): Cloud => {
  const { clock } = world;
  return { ...cloud, world: { ...world, clock: { ...clock, now: () => clock.now() + ms } } };
};
