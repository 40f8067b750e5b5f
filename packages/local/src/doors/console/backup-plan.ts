import { readCatalogue, readPoints } from "@signalbox/core/backup/catalogue/read";
import { restorePlan } from "@signalbox/core/backup/catalogue/restore-plan";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import type { RestorePlan } from "@signalbox/core/backup/restore/plan";
import { Restorable } from "@signalbox/core/platform/backup-places";
import type { Platform } from "@signalbox/core/platform/platform";
import { z } from "zod";
import type { World } from "../../world/world.ts";
import { Refusal } from "../door.ts";
import { backupReader } from "./backup-reader.ts";

export const RestorePlanRequest = z.strictObject({
  region: z.string(),
  what: Restorable,
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
  const points = [...pointsFrom(await readPoints(read, backup, what)).values()];
  const { targets } = await readCatalogue(read, { places: backup, makes: role === "primary" }, now);
  const target = targets.find((one) => one.target === what);
  if (!target) throw new Refusal(404, `${what} is not backed up`);
  return restorePlan({ target, asked, points, platform, now });
}
