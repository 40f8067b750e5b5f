import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Snapshot } from "../database-plane.ts";
import { baseBackup } from "./base-backup.ts";
import { copyTree } from "./copy-tree.ts";
import type { PostgresDatabase, Surroundings } from "./database.ts";
import { AboutSnapshot, type Folders, readAbout, writeAbout } from "./folders.ts";

/** Real milliseconds of log that a recovery replays at most, as long as snapshots are taken. */
const longReplayMs = 600_000;

/** Keeps a base backup as a snapshot, and once in a while as what recoveries of later times begin with. */
export async function takeSnapshot(
  { folders, now }: Surroundings,
  source: PostgresDatabase,
  name: string,
): Promise<void> {
  const { pool } = await source.server();
  const { rows: tables } = await pool.query(
    "select relname, pg_relation_filepath(oid) as file from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  const { rows: own } = await pool.query("select oid from pg_database where datname = current_database()");
  const folder = folders.make(folders.snapshot(name));
  await baseBackup(pool, source.folder, join(folder, "data"), folders.owner);
  if (now().real - (source.about.bases.at(-1)?.real ?? 0) > longReplayMs)
    await source.addBase((base) => copyTree(join(folder, "data"), base, folders.owner, { link: true }));
  writeAbout(folder, {
    database: source.about.database,
    files: Object.fromEntries(tables.map(({ relname, file }) => [relname, file])),
    folder: `base/${own[0].oid}`,
  });
}

/** The copy shares the files: nobody writes to a snapshot. */
export async function copyOf(folders: Folders, snapshot: string, name: string): Promise<void> {
  const folder = folders.make(folders.snapshot(name));
  await copyTree(join(snapshot, "data"), join(folder, "data"), folders.owner, { link: true });
  writeAbout(folder, readAbout(snapshot, AboutSnapshot));
}

/** What the clients' database takes. */
export async function snapshotBytes(snapshot: string): Promise<Snapshot["sizeBytes"]> {
  const folder = join(snapshot, "data", readAbout(snapshot, AboutSnapshot).folder);
  const sizes = (await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
