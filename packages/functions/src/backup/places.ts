import { NamedError } from "@signalbox/core/error";
import type { BackupPlaces, PlacedClass } from "@signalbox/core/platform/backup-places";
import type { FunctionContext } from "../context.ts";

/** Where the platform's backups are made and kept. Throws `Backup.UnknownClass` where it makes none. */
export function placesOf({ platform }: Pick<FunctionContext, "platform">): BackupPlaces {
  const { backup, region } = platform;
  if (backup) return backup;
  throw new NamedError("Backup.UnknownClass", `nothing is backed up in ${region}`);
}

/** Throws `Backup.UnknownClass`, with the classes that there are. */
export function classOf({ classes }: BackupPlaces, id: string): PlacedClass {
  const found = classes.find((one) => one.id === id);
  if (found) return found;
  const known = classes.map((one) => one.id).join(", ");
  throw new NamedError("Backup.UnknownClass", `there is no class ${id}; there are: ${known}`);
}
