import type { Put } from "@signalbox/core/console/documents";
import type { Faults } from "../../faults/faults.ts";
import type { World } from "../../world/world.ts";
import { lookAtAlarms } from "./look-at-alarms.ts";
import { lookAtBackups } from "./look-at-backups.ts";
import { lookAtExecutions } from "./look-at-executions.ts";
import { lookAtGroups } from "./look-at-groups.ts";
import { lookAtMetrics } from "./look-at-metrics.ts";
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
  const groups = lookAtGroups(world, seenTraffic(world));
  const executions = lookAtExecutions(world);
  const alarms = lookAtAlarms(world);
  const backups = lookAtBackups(world);
  const metrics = lookAtMetrics(world);
  const scaling = lookAtScaling(world);
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
  const looks: readonly (() => Promise<Put[]>)[] = [
    async () => groups(await platforms()),
    executions,
    alarms,
    async () => metrics(await platforms()),
    async () => backups(await platforms()),
    async () => scaling(await platforms()),
    lookAtFaults,
  ];

  return {
    all: () => [...known.values()].map(({ put }) => put),
    look: async () => {
      const puts: Put[] = [];
      const troubles = new Set<string>();
      // A fault that a person made may hit the page's own calls: what it shows then stays as it was, and says so.
      for (const look of looks)
        await look().then(
          (seen) => puts.push(...seen),
          (error: unknown) => troubles.add(String(error)),
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
