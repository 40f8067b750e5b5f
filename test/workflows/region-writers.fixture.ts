import { ecsServicesOf } from "@signalbox/core/platform/platform";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import type { Database, Table } from "@signalbox/local/world/database/database-plane";
import { runs } from "@signalbox/local/world/links";
import { home, names, personIn, standby, type ThreeRegions, third } from "./failover.fixture.ts";

const table: Table = { name: "write", columns: { id: "text" }, key: "id" };
const everyMs = 5_000;

/** A write that its user was told to be safe. */
interface Acknowledged {
  readonly id: string;
  readonly region: string;
  readonly at: number;
}

export interface Writers {
  readonly acknowledged: readonly Acknowledged[];
  /** Moments at which more than one region took writes. */
  readonly splits: readonly { readonly at: number; readonly regions: readonly string[] }[];
  /** Regions that take writes now: a database that does, and a task of the application with its lease. */
  open(): Promise<string[]>;
  /** Acknowledged writes that a region's database has not. */
  missingIn(region: string): Promise<Acknowledged[]>;
  /** The longest time in which nobody could write, between two moments; milliseconds. */
  longestGap(from: number, to: number): number;
}

/** Users who write wherever it is taken, every five seconds, for as long as the scenario runs. */
export async function regionWriters({ cloud, clock, world }: ThreeRegions): Promise<Writers> {
  const hosts = new Map<string, string>();
  const services = new Map<string, string>();
  for (const region of [home, standby, third]) {
    const asked = { DBClusterIdentifier: names.database };
    const { DBClusters } = await world.call("rds", "DescribeDBClusters", asked, personIn(region));
    hosts.set(region, DBClusters?.[0]?.Endpoint ?? "");
    const { groups } = await platformIn(world, region, names.platformParameters);
    services.set(region, groups.flatMap(ecsServicesOf).find((name) => name.startsWith("open-webui")) ?? "");
  }
  const database = (region: string): Database | undefined => world.databases.at(hosts.get(region) ?? "");
  const serves = async (region: string): Promise<boolean> => {
    const asked = { cluster: names.cluster, services: [services.get(region) ?? ""] };
    // AWS's own principal: nobody outside would see what runs on in a region that is cut off.
    const caller = { region, principal: { kind: "service", name: "ecs.amazonaws.com" } } as const;
    const found = await world.call("ecs", "DescribeServices", asked, caller).catch(() => undefined);
    return (found?.services?.[0]?.runningCount ?? 0) > 0;
  };
  const open = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const region of hosts.keys()) {
      const data = database(region);
      if (!data || !runs(cloud.world.links, region) || (await data.isStandby())) continue;
      if (await serves(region)) found.push(region);
    }
    return found;
  };
  const acknowledged: Acknowledged[] = [];
  const splits: { at: number; regions: string[] }[] = [];
  await database(home)?.transact([{ kind: "create-table", table }]);
  world.background("writers", async () => {
    for (let number = 0; ; number++) {
      const regions = await open();
      if (regions.length > 1) splits.push({ at: clock.now(), regions });
      for (const region of regions) {
        const id = `${region}-${number}`;
        try {
          await database(region)?.transact([{ kind: "insert", table: table.name, row: { id } }]);
          acknowledged.push({ id, region, at: clock.now() });
        } catch {
          // Its user was told that it is not safe.
        }
      }
      await clock.sleep(everyMs);
    }
  });
  return {
    acknowledged,
    splits,
    open,
    missingIn: async (region) => {
      const there = new Set((await database(region)?.rows(table.name))?.map(({ id }) => id));
      return acknowledged.filter(({ id }) => !there.has(id));
    },
    longestGap: (from, to) => {
      const at = [from, ...acknowledged.map((one) => one.at).filter((one) => one > from && one < to), to];
      return Math.max(...at.slice(1).map((one, index) => one - (at[index] ?? one)));
    },
  };
}
