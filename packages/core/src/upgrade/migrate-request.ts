import { z } from "zod";
import { Release } from "../release/release.ts";

/** What is migrated, as `release` or a cutover asks for it. */
export const MigrateRequest = z.strictObject({
  release: Release,
  /** Whether nobody else writes meanwhile. */
  quiet: z.boolean(),
  /** Migrates nothing: only says what became of it, after a run that did not come to its end. */
  look: z.boolean().default(false),
});
export type MigrateRequest = z.output<typeof MigrateRequest>;

/** By which its task and its surveys are told from those of the rehearsal, which has the name of the release. */
export const liveRun = (run: string): string => `${run}-live`;

/**
 * How long a migration may take before its task is stopped, in seconds: thrice what it took on the clone, and a quarter of an hour
 * for its start. One that was cut off by a shorter limit: https://github.com/open-webui/open-webui/issues/23273
 */
export const migrationBound = (rehearsedSeconds: number): number => Math.ceil(3 * rehearsedSeconds) + 900;

/** How long bringing the snapshot back may take; a restore of any size takes less. */
export const bringBackSeconds = 86_400;

/** How long the workflow may take at most: no rehearsal that takes longer than a day is worth waiting for. */
export const migrateSeconds = 3 * 86_400 + 6 * 3_600;
