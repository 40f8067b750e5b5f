import type { Manifest } from "@signalbox/core/backup/content/manifest";
import { filesManifestOf } from "@signalbox/core/backup/content/manifest-of";
import type { Clock } from "@signalbox/core/clock";
import { type Progress, readFiles } from "./read-files.ts";

export interface TakeFilesManifest {
  readonly run: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (now: Progress) => void;
}

/**
 * What is in a directory now. It takes as long as reading all of it, and files come and go meanwhile: one look before a job and one
 * after it make a manifest by `bracket`. Throws Backup.PageCorrupted or Backup.WrongKey for a file that cannot be read.
 */
export async function takeManifest(
  directory: string,
  { run, clock, ...how }: TakeFilesManifest,
): Promise<Manifest> {
  const takenAt = new Date(clock.now()).toISOString();
  return { version: 1, run, takenAt, content: filesManifestOf(await readFiles(directory, how)) };
}
