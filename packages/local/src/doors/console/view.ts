import type { Put } from "@signalbox/core/console/documents";
import type { Faults } from "../../faults/faults.ts";
import type { World } from "../../world/world.ts";
import { lookAtAlarms } from "./look-at-alarms.ts";
import { lookAtBackups } from "./look-at-backups.ts";
import { lookAtExecutions } from "./look-at-executions.ts";
import { lookAtGroups } from "./look-at-groups.ts";
import { lookAtMetrics } from "./look-at-metrics.ts";
import { lookAtRegions } from "./look-at-regions.ts";
import { lookAtScaling } from "./look-at-scaling.ts";
import { platformsOf } from "./platforms.ts";
import { seenTraffic } from "./seen-traffic.ts";

/** Everything that the page shows, as documents. `look` answers those that changed since the last look. */
export interface View {
  look(): Promise<readonly Put[]>;
  /** Every document as it stood at the last look. */
  all(): readonly Put[];
}

/** What is broken on purpose. */
export type Broken = Pick<Faults, "active">;

export function viewOf(world: World, faults: Broken): View {
  const platforms = platformsOf(world);
  const traffic = seenTraffic(world);
  const known = new Map<string, { readonly put: Put; readonly text: string }>();

  const lookAtCloud = async (troubles: readonly string[]): Promise<Put> => {
    const deployed = (await platforms()).map(({ region }) => region);
    const { account, regions, clock } = world;
    const { kind, factor } = clock;
    const value = { account, regions, clock: { kind, factor }, deployed, troubles };
    return { topic: "cloud", id: "cloud", value };
  };
  const lookAtFaults = async (): Promise<Put[]> => {
    const active = faults.active();
    const mended = [...known.values()].flatMap(({ put }) =>
      put.topic === "fault" && !active.some(({ id }) => id === put.id) ? [put.id] : [],
    );
    return [
      ...mended.map((id): Put => ({ topic: "fault", id, value: null })),
      ...active.map((fault): Put => ({ topic: "fault", id: fault.id, value: fault })),
    ];
  };
  const looksAt = (region: string) => {
    const here = async () => (await platforms()).filter((one) => one.region === region);
    const groups = lookAtGroups(world, traffic);
    const metrics = lookAtMetrics(world);
    const backups = lookAtBackups(world);
    const regions = lookAtRegions(world);
    const scaling = lookAtScaling(world);
    return [
      async () => groups(await here()),
      lookAtExecutions(world, region),
      lookAtAlarms(world, region),
      async () => metrics(await here()),
      async () => backups(await here()),
      async () => regions(await here()),
      async () => scaling(await here()),
    ].map((look) => ({ where: region, look }));
  };
  // One by one, so that a region which is dark takes nothing away from what is seen of the others.
  const looks = [...world.regions.flatMap(looksAt), { where: "the faults", look: lookAtFaults }];

  return {
    all: () => [...known.values()].map(({ put }) => put),
    look: async () => {
      const puts: Put[] = [];
      const troubles = new Set<string>();
      // A fault that a person made may hit the page's own calls: what it shows then stays as it was, and says so.
      for (const { where, look } of looks)
        await look().then(
          (seen) => puts.push(...seen),
          (error: unknown) => troubles.add(`${where}: ${String(error)}`),
        );
      puts.push(await lookAtCloud([...troubles]));
      return puts.filter((put) => {
        const key = `${put.topic}/${put.id}`;
        const text = JSON.stringify(put.value);
        if (known.get(key)?.text === text) return false;
        if (put.value === null) known.delete(key);
        else known.set(key, { put, text });
        return true;
      });
    },
  };
}
