import { readCatalogue, readPoints } from "@signalbox/core/backup/catalogue/read";
import { restorePlan } from "@signalbox/core/backup/catalogue/restore-plan";
import { pointsFrom, type RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import { type RestorePlan, targetsOf } from "@signalbox/core/backup/restore/plan";
import { type Restorable, RestoreTarget } from "@signalbox/core/platform/backup-places";
import type { Platform } from "@signalbox/core/platform/platform";
import { z } from "zod";
import type { World } from "../../world/world.ts";
import { Refusal } from "../door.ts";
import { backupReader } from "./backup-reader.ts";

export const RestorePlanRequest = z.strictObject({
  region: z.string(),
  what: RestoreTarget,
  asked: z.union([z.strictObject({ point: z.string().min(1) }), z.strictObject({ time: z.number() })], {
    error: "one of a point and a time is asked for",
  }),
});
export type RestorePlanRequest = z.output<typeof RestorePlanRequest>;

/** What a restore would do now, and why it would be refused; only reads. */
export async function planRestoreOf(
  world: World,
  platform: Platform,
  { what, asked }: RestorePlanRequest,
): Promise<RestorePlan> {
  const { backup, region, role } = platform;
  if (!backup) throw new Refusal(404, `nothing is backed up in ${region}`);
  const read = backupReader(world, platform);
  const now = world.clock.now();
  const points = new Map<Restorable, readonly RecoveryPoint[]>();
  for (const target of targetsOf(what))
    points.set(target, [...pointsFrom(await readPoints(read, backup, target)).values()]);
  const { targets } = await readCatalogue(read, { places: backup, makes: role === "primary" }, now);
  return restorePlan({ what, targets, asked, points, platform, now });
}
