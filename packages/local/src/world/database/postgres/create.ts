import { rm } from "node:fs/promises";
import { join } from "node:path";
import { logMissing, tooEarly } from "../plane-error.ts";
import { archiveLog, baseBackup } from "./base-backup.ts";
import { copyTree } from "./copy-tree.ts";
import { PostgresDatabase, restoreFrom, type Surroundings, signal } from "./database.ts";
import { AboutSnapshot, readAbout, writeAbout } from "./folders.ts";

/** An empty database: a copy of one that was made once, from which its recoveries may begin as well. */
export async function newDatabase(
  around: Surroundings,
  name: string,
  database: string,
): Promise<PostgresDatabase> {
  return copied(around, name, await around.template(database), database);
}

/** A copy of a snapshot, or of a base backup. */
export async function restored(
  around: Surroundings,
  name: string,
  snapshot: string,
): Promise<PostgresDatabase> {
  return copied(around, name, join(snapshot, "data"), readAbout(snapshot, AboutSnapshot).database);
}

async function copied(
  around: Surroundings,
  name: string,
  data: string,
  database: string,
): Promise<PostgresDatabase> {
  const { owner } = around.folders;
  const folder = around.folders.make(around.folders.database(name));
  await copyTree(data, join(folder, "data"), owner);
  return begun(around, name, { database }, (base) => copyTree(data, base, owner, { link: true }));
}

/** How `source` was at a time: its newest base backup before, and from there its log. */
export async function recovered(
  around: Surroundings,
  name: string,
  source: PostgresDatabase,
  at: { readonly world: number; readonly real: number },
): Promise<PostgresDatabase> {
  const { folders } = around;
  const { bases, stalledAt, database } = source.about;
  const base = bases.findLast(({ real, world }) => real <= at.real && world <= at.world);
  if (!base) throw tooEarly(source.name, at.world);
  if (at.world > (stalledAt ?? at.world)) throw logMissing(source.name, at.world);
  const { pool } = await source.server();
  await archiveLog(pool, source.folder);
  const folder = folders.make(folders.database(name));
  await copyTree(join(source.folder, "bases", base.folder), join(folder, "data"), folders.owner);
  // Or its own pieces of the log, which end with the backup, would be followed instead of the archive's.
  await signal(folder, "recovery");
  const settings = {
    restore_command: restoreFrom(source.folder),
    recovery_target_time: new Date(at.real).toISOString().replace("T", " ").replace("Z", "+00"),
    recovery_target_action: "promote",
    recovery_target_timeline: "current",
  };
  try {
    return await begun(around, name, { database, settings });
  } catch (cause) {
    if (cause instanceof Error && /recovery ended before|could not locate|requested/.test(cause.message))
      throw logMissing(source.name, at.world, { cause });
    throw cause;
  }
}

export async function makeStandby(
  around: Surroundings,
  name: string,
  primary: PostgresDatabase,
): Promise<PostgresDatabase> {
  const { folders } = around;
  const folder = folders.make(folders.database(name));
  const { pool } = await primary.server();
  await baseBackup(pool, primary.folder, join(folder, "data"), folders.owner);
  await signal(folder, "standby");
  writeAbout(folder, { database: primary.about.database, standbyOf: primary.name, bases: [] });
  const standby = new PostgresDatabase(name, around);
  await standby.server();
  return standby;
}

interface First {
  readonly database: string;
  /** For this start alone. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts the data in a database's folder for the first time, and keeps what its own recoveries begin with. */
async function begun(
  around: Surroundings,
  name: string,
  { database, settings = {} }: First,
  base?: (folder: string) => Promise<void>,
): Promise<PostgresDatabase> {
  const folder = around.folders.database(name);
  writeAbout(folder, { database, bases: [] });
  const made = new PostgresDatabase(name, around);
  try {
    const { pool } = await made.server(settings);
    await made.addBase(base ?? ((to) => baseBackup(pool, folder, to, around.folders.owner)));
  } catch (error) {
    await made.end("SIGQUIT");
    await rm(join(folder, "about.json"), { force: true });
    throw error;
  }
  return made;
}
