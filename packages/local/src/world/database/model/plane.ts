import type { Clock } from "@signalbox/core/clock";
import type { Database, DatabasePlane, Harm } from "../database-plane.ts";
import { exists, unknown } from "../plane-error.ts";
import { ModelDatabase } from "./database.ts";
import { Store } from "./store.ts";

/** Databases in memory, for virtual time: deterministic, without I/O; each operation is done at once. */
export function modelDatabases(clock: Clock): DatabasePlane {
  const databases = new Map<string, ModelDatabase>();
  const snapshots = new Map<string, Store>();
  const hosts = new Map<string, string>();

  const source = (name: string): ModelDatabase => {
    const found = databases.get(name);
    if (!found) throw unknown(name);
    return found;
  };
  const snapshotOf = (name: string): Store => {
    const found = snapshots.get(name);
    if (!found) throw unknown(name);
    return found;
  };
  const free = (name: string): void => {
    if (databases.has(name) || snapshots.has(name)) throw exists(name);
  };
  const add = async (name: string, store: Store, primary?: ModelDatabase): Promise<Database> => {
    free(name);
    const database = new ModelDatabase(name, clock, store, primary);
    databases.set(name, database);
    return database;
  };
  const keep = (name: string, store: Store) => {
    free(name);
    snapshots.set(name, store);
    return { sizeBytes: store.sizeBytes() };
  };

  return {
    kind: "model",
    create: async (name) => add(name, new Store()),
    clone: async (name, from) => add(name, source(from).store.copy()),
    recover: async (name, from, at) => add(name, source(from).storeAt(at)),
    standby: async (name, primary) => add(name, source(primary).store.copy(), source(primary)),
    handOver: async (_, standby) => source(standby).takeOver(),
    restore: async (name, snapshot) => add(name, snapshotOf(snapshot).copy()),
    snapshot: async (name, from) => keep(name, source(from).store.copy()),
    copySnapshot: async (name, from) => keep(name, snapshotOf(from).copy()),
    snapshotBytes: async (name) => snapshotOf(name).sizeBytes(),
    database: (name) => databases.get(name),
    remove: async (name) => {
      databases.delete(name);
      snapshots.delete(name);
    },
    keepOnly: async (names) => {
      for (const kept of [databases, snapshots])
        for (const name of kept.keys()) if (!names.has(name)) kept.delete(name);
    },
    forget: async (name, at) => source(name).forget(at),
    point: (host, name) => {
      if (name === undefined) hosts.delete(host);
      else hosts.set(host, name);
    },
    at: (host) => databases.get(hosts.get(host) ?? ""),
    harm: async (harm) => {
      if ("snapshot" in harm) spoil(snapshotOf(harm.snapshot), harm);
      else if (harm.kind === "lose-log") source(harm.database).loseLog();
      else source(harm.database).stalledAt ??= clock.now();
    },
    stop: async () => {},
  };
}

function spoil(snapshot: Store, harm: Extract<Harm, { snapshot: string }>): void {
  if (harm.kind === "empty") {
    snapshot.clear();
    return;
  }
  const table = snapshot.table(harm.table);
  if (harm.kind === "corrupt-page") table.broken = true;
  else
    for (const key of [...table.rows.keys()].slice(Math.floor(table.rows.size / 2))) table.rows.delete(key);
}
