import type { DatabaseManifest, Manifest } from "@signalbox/core/backup/content/manifest";
import { databaseManifestOf } from "@signalbox/core/backup/content/manifest-of";
import type { Clock } from "@signalbox/core/clock";
import type pg from "pg";
import { readDatabase } from "./read-database.ts";

type Taken = Manifest & { readonly content: DatabaseManifest };

/**
 * What is in a database now, in one look that writes nothing and locks nobody out. `first` is the manifest that was taken before
 * the job: then this is the second one, and `bracket` makes one of both. Throws Backup.PageCorrupted and Backup.WrongKey for a
 * database that cannot be read, and what PostgreSQL throws.
 */
export async function takeManifest(
  client: pg.ClientBase,
  { run, clock, first }: { readonly run: string; readonly clock: Clock; readonly first?: DatabaseManifest },
): Promise<Taken> {
  const takenAt = new Date(clock.now()).toISOString();
  const content = databaseManifestOf(await readDatabase(client, first?.transaction));
  return { version: 1, run, takenAt, content };
}
