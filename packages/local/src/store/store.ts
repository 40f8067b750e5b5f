import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { deserialize, serialize } from "node:v8";
import type { KeptCall } from "./kept-call.ts";

/** Raised whenever what services save changes its shape. */
const format = 5;

/** What one moment of the cloud has changed; written whole or not at all. */
export interface Change {
  readonly put: readonly { readonly service: string; readonly key: string; readonly value: Buffer }[];
  readonly gone: readonly { readonly service: string; readonly key: string }[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly calls: readonly KeptCall[];
}

/** A local cloud's state in a directory, as of its last write. */
export interface Store {
  /** Where it lies; what is not of its tables, such as files, lies beside them. */
  readonly directory: string;
  /** How often it was opened: chance must not repeat itself after a restart. */
  readonly generation: number;
  /** The parts of a service's state, by key; empty where there is none. */
  parts(service: string): ReadonlyMap<string, unknown>;
  value(name: string): unknown;
  write(change: Change): void;
  /** Calls with an effect, oldest first. */
  calls(): readonly KeptCall[];
  close(): void;
}

/** Opens or makes the state in `directory`. Throws when another process has it open or another version wrote it. */
export function openStore(directory: string): Store {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "cloud.sqlite");
  const database = open(file);
  const put = database.prepare("INSERT OR REPLACE INTO part (service, key, value) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM part WHERE service = ? AND key = ?");
  const set = database.prepare("INSERT OR REPLACE INTO value (name, value) VALUES (?, ?)");
  const log = database.prepare("INSERT INTO call (call) VALUES (?)");
  const get = database.prepare("SELECT value FROM value WHERE name = ?");
  const value = (name: string): unknown => {
    const row = get.get(name);
    return row && deserialize(bytes(row.value));
  };
  const write = ({ put: parts, gone, values, calls }: Change): void => {
    database.exec("BEGIN");
    for (const part of parts) put.run(part.service, part.key, part.value);
    for (const { service, key } of gone) remove.run(service, key);
    for (const [name, given] of Object.entries(values)) set.run(name, serialize(given));
    for (const call of calls) log.run(JSON.stringify(call));
    database.exec("COMMIT");
  };
  const generation = Number(value("generation") ?? 0) + 1;
  write({ put: [], gone: [], calls: [], values: { generation } });
  return {
    directory,
    generation,
    parts: (service) =>
      new Map(
        database
          .prepare("SELECT key, value FROM part WHERE service = ? ORDER BY rowid")
          .all(service)
          .map((row) => [String(row.key), deserialize(bytes(row.value))]),
      ),
    value,
    write,
    calls: () =>
      database
        .prepare("SELECT call FROM call ORDER BY id")
        .all()
        .map((row) => JSON.parse(String(row.call))),
    close: () => database.close(),
  };
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // WAL with synchronous NORMAL: what is committed survives the end of the process, if not that of the machine.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec(`BEGIN EXCLUSIVE;
      CREATE TABLE IF NOT EXISTS part (service TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (service, key));
      CREATE TABLE IF NOT EXISTS value (name TEXT PRIMARY KEY, value BLOB NOT NULL);
      CREATE TABLE IF NOT EXISTS call (id INTEGER PRIMARY KEY, call TEXT NOT NULL);
      COMMIT`);
  } catch (error) {
    database.close();
    throw new Error(`${file} cannot be opened: does another local cloud run on it?`, { cause: error });
  }
  const written = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (written !== 0 && written !== format) {
    database.close();
    throw new Error(
      `${file} was written by another version of Signalbox: delete its directory to start afresh`,
    );
  }
  database.exec(`PRAGMA user_version = ${format}`);
  return database;
}

function bytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError("the store holds something that is no blob");
}
