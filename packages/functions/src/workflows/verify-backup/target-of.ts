import { type BackedUpTarget, type BackupPlaces, VaultTarget } from "@signalbox/core/platform/backup-places";
import { classOf } from "../../backup/places.ts";

/** What a class is of. One without a schedule, such as `database/by-hand`, has points as well. Throws `Backup.UnknownClass`. */
export function targetOf(places: BackupPlaces, id: string): BackedUpTarget {
  const [kind, tier] = id.split("/");
  const unscheduled = tier === "by-hand" || tier === "baseline";
  const target = unscheduled ? VaultTarget.safeParse(kind).data : undefined;
  return target ?? classOf(places, id).target;
}
