import { copyDaysOf } from "@signalbox/core/backup/copy-days";
import { NamedError } from "@signalbox/core/error";
import {
  type BackupPlaces,
  type CopyPlace,
  type PlacedClass,
  vaultTargets,
} from "@signalbox/core/platform/backup-places";
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

/** Those that are configured, and those of points that are adopted. */
export const classIds = ({ classes }: Pick<BackupPlaces, "classes">): readonly string[] => [
  ...classes.map(({ id }) => id),
  ...vaultTargets.flatMap((target) => [`${target}/baseline`, `${target}/by-hand`]),
];

/** Throws `Backup.UnknownClass` for what is neither configured nor one of the classes of points that are adopted. */
export function checkClass({ classes }: BackupPlaces, id: string): void {
  const known = classIds({ classes });
  if (!known.includes(id))
    throw new NamedError("Backup.UnknownClass", `there is no class ${id}; there are: ${known.join(", ")}`);
}

/** For how many days copies of a class's points are kept. Throws `Backup.UnknownClass` and `Backup.NotCopied`. */
export function copyDays({ classes }: BackupPlaces, id: string): number {
  const days = copyDaysOf(id, classes);
  if (days !== undefined) return days;
  if (classes.some((one) => one.id === id))
    throw new NamedError("Backup.NotCopied", `points of ${id} are not copied`);
  const known = classes.map((one) => one.id).join(", ");
  throw new NamedError("Backup.UnknownClass", `copies are made of no class ${id}; there are: ${known}`);
}

/** The other region's vault, key and documents. Throws `Backup.UnknownRegion`, with the regions that there are. */
export function copyPlaceOf({ copies }: BackupPlaces, region: string): CopyPlace {
  const found = copies.find((one) => one.region === region);
  if (found) return found;
  const known = copies.map((one) => one.region).join(", ") || "none";
  throw new NamedError("Backup.UnknownRegion", `nothing is copied to ${region}; there are: ${known}`);
}

/** The last part of its ARN. */
export const vaultName = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);
