import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { realTime, type WorldClock } from "../../clock.ts";
import type { Database, DatabasePlane } from "../database-plane.ts";
import { exists, unknown } from "../plane-error.ts";
import { archiveLog } from "./base-backup.ts";
import { makeStandby, newDatabase, recovered, restored } from "./create.ts";
import { PostgresDatabase, removeTree, type Surroundings } from "./database.ts";
import { foldersIn } from "./folders.ts";
import { losePiece, spoilFile } from "./harm.ts";
import { findPrograms, type Owner, reachable } from "./programs.ts";
import { copyOf, snapshotBytes, takeSnapshot } from "./snapshots.ts";
import { templates } from "./template.ts";
import { Times } from "./times.ts";
import { endLeftOvers, watch } from "./watchdog.ts";

export interface PostgresSetting {
  readonly clock: WorldClock;
  /** Where the databases outlive the process; without it they go with it. */
  readonly folder?: string | undefined;
}

/**
 * Real PostgreSQL: a server for each database, base backups as snapshots, and an archive of the log. No server and no
 * temporary file outlives this process by more than a moment, however it ends.
 * @throws Database.NoPostgres where npm has not installed it for this machine
 */
export async function postgresDatabases({ clock, folder }: PostgresSetting): Promise<DatabasePlane> {
  const programs = await findPrograms();
  const root = folder
    ? placeFor(resolve(folder), programs.owner)
    : mkdtempSync(join(tmpdir(), "signalbox-db-"));
  const folders = foldersIn(root, programs.owner);
  await endLeftOvers(folders.all("databases"));
  const dismiss = watch(root, folder === undefined);
  const times = new Times(clock, join(root, "times.json"));
  const stopped = new AbortController();
  const watching = times.watch(stopped.signal);
  const databases = new Map<string, PostgresDatabase>();
  const hosts = new Map<string, string>();

  const around: Surroundings = {
    programs,
    folders,
    clock,
    template: templates(programs, folders),
    now: () => {
      times.look();
      return { world: clock.now(), real: realTime() };
    },
    portOf: async (name) => (await source(name).server()).port,
  };
  const source = (name: string): PostgresDatabase => {
    const found = databases.get(name);
    if (!found) throw unknown(name);
    return found;
  };
  const started = async (name: string) => {
    const { folder: path } = source(name);
    return { folder: path, server: await source(name).server() };
  };
  const snapshotFolder = (name: string): string => {
    if (!folders.names("snapshots").includes(name)) throw unknown(name);
    return folders.snapshot(name);
  };
  const free = (name: string): void => {
    if (databases.has(name) || folders.names("snapshots").includes(name)) throw exists(name);
  };
  /** Makes a database with `make`; what fails leaves nothing. */
  const add = async (name: string, make: () => Promise<PostgresDatabase>): Promise<Database> => {
    free(name);
    try {
      const database = await make();
      databases.set(name, database);
      if (stopped.signal.aborted) await database.close("SIGQUIT");
      return database;
    } catch (error) {
      await removeTree(folders.database(name));
      throw error;
    }
  };
  const remove = async (name: string): Promise<void> => {
    const database = databases.get(name);
    databases.delete(name);
    await database?.end("SIGQUIT");
    await removeTree(folders.database(name));
    await removeTree(folders.snapshot(name));
  };
  const spoil = async (snapshot: string): Promise<void> => {
    const empty = `${snapshot}-empty`;
    await remove(snapshot);
    await add(empty, () => newDatabase(around, empty, "postgres"));
    await takeSnapshot(around, source(empty), snapshot);
    await remove(empty);
  };

  for (const name of folders.names("databases")) databases.set(name, new PostgresDatabase(name, around));
  return {
    kind: "postgres",
    create: (name, database = "postgres") => add(name, () => newDatabase(around, name, database)),
    clone: (name, from) =>
      add(name, async () => {
        const copy = `${name}-clone`;
        await takeSnapshot(around, source(from), copy);
        return restored(around, name, folders.snapshot(copy)).finally(() => remove(copy));
      }),
    recover: (name, from, at) =>
      add(name, () => recovered(around, name, source(from), { world: at, real: times.realOf(at) })),
    restore: (name, snapshot) => add(name, () => restored(around, name, snapshotFolder(snapshot))),
    standby: (name, primary) => add(name, () => makeStandby(around, name, source(primary))),
    handOver: async (primary, standby) => {
      await source(standby).hears();
      // A server that ends in order waits until its standbys have all of its log.
      await source(primary).close("SIGINT");
      await source(standby).promote();
    },
    snapshot: async (name, from) => {
      free(name);
      await takeSnapshot(around, source(from), name);
      return { sizeBytes: await snapshotBytes(folders.snapshot(name)) };
    },
    copySnapshot: async (name, from) => {
      free(name);
      await copyOf(folders, snapshotFolder(from), name);
      return { sizeBytes: await snapshotBytes(folders.snapshot(name)) };
    },
    snapshotBytes: (name) => snapshotBytes(snapshotFolder(name)),
    database: (name) => databases.get(name),
    remove,
    keepOnly: async (names) => {
      const there = [...folders.all("databases"), ...folders.all("snapshots")];
      for (const path of there) {
        const name = path.slice(path.lastIndexOf("/") + 1);
        if (!names.has(name)) await remove(name);
      }
    },
    forget: (name, at) => source(name).forget(at),
    point: (host, name) => {
      if (name === undefined) hosts.delete(host);
      else hosts.set(host, name);
    },
    at: (host) => databases.get(hosts.get(host) ?? ""),
    harm: async (harm) => {
      if (harm.kind === "stall-log") source(harm.database).change({ stalledAt: clock.now() });
      else if (harm.kind === "lose-log") {
        const { folder: path, server } = await started(harm.database);
        await losePiece(path, await archiveLog(server.pool, path));
      } else if (harm.kind === "empty") await spoil(harm.snapshot);
      else await spoilFile(folders, harm.snapshot, harm.table, harm.kind);
    },
    stop: async () => {
      stopped.abort();
      await watching;
      await Promise.all(
        [...databases.values()].map((database) =>
          database.close(folder === undefined ? "SIGQUIT" : "SIGINT"),
        ),
      );
      dismiss();
      if (folder === undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The folder, or one of its own in the temporary folder where the servers' user could not reach it, such as in root's home. */
function placeFor(folder: string, owner: Owner | undefined): string {
  mkdirSync(folder, { recursive: true });
  if (!owner || reachable(folder)) return folder;
  return join(tmpdir(), `signalbox-db-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
}
