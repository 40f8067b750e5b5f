import { readCatalogue } from "@signalbox/core/backup/catalogue/read";
import type { Put } from "@signalbox/core/console/documents";
import type { Platform } from "@signalbox/core/platform/platform";
import type { World } from "../../world/world.ts";
import { backupReader } from "./backup-reader.ts";

/** Looks of the page to one at the backups: they move in minutes, and a ledger of months is long. */
const everyLooks = 8;

/** Looks at the classes of backups, and at what can be restored. */
export function lookAtBackups(world: World) {
  let rest = 0;
  return async (platforms: readonly Platform[]): Promise<Put[]> => {
    rest -= 1;
    if (rest > 0) return [];
    const puts: Put[] = [];
    for (const platform of platforms) puts.push(...(await look(world, platform)));
    // One that failed is looked at again at once.
    rest = everyLooks;
    return puts;
  };
}

async function look(world: World, platform: Platform): Promise<Put[]> {
  const { backup, region, role } = platform;
  if (!backup) return [];
  const { classes, targets } = await readCatalogue(
    backupReader(world, platform),
    { places: backup, makes: role === "primary" },
    world.clock.now(),
  );
  return [
    ...classes.map(
      (value): Put => ({
        topic: "backup",
        id: `${region}/${value.id}`,
        value: { ...value, region },
      }),
    ),
    ...targets.map(
      (value): Put => ({
        topic: "restorable",
        id: `${region}/${value.target}`,
        value: { ...value, region },
      }),
    ),
  ];
}
