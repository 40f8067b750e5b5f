import type { Contents } from "./contents.ts";

/**
 * The databases behind the local cloud's RDS. Two implementations: real PostgreSQL (real and accelerated clock), and a
 * model in memory (virtual clock). The control plane and the doubles know only this interface; jobs' durations are the
 * control plane's. Names are the caller's, unique over all regions: letters, digits and hyphens.
 *
 * Throws NamedErrors: `Database.Exists`, `Database.Unknown`, `Database.LogMissing` (the log has a hole before the wanted
 * time), `Database.TooEarly`, `Database.DoesNotStart`, `Database.NothingArrives`; and SqlErrors.
 */
export interface DatabasePlane {
  readonly kind: "postgres" | "model";
  /** An empty one; `database` is what clients connect to in it, `postgres` unless said. */
  create(name: string, database?: string): Promise<Database>;
  /** A copy of how `source` is now, which goes its own way from here. */
  clone(name: string, source: string): Promise<Database>;
  /** A copy of how `source` was at `at`, milliseconds since 1970 in the world's time. */
  recover(name: string, source: string, at: number): Promise<Database>;
  /** Follows `primary`, and takes reads alone until it is promoted. */
  standby(name: string, primary: string): Promise<Database>;
  /**
   * Ends `primary` in order and makes its standby a database of its own, which holds all that was ever written then.
   * Throws `Database.NothingArrives` while replication stands still, and has changed nothing.
   */
  handOver(primary: string, standby: string): Promise<void>;
  restore(name: string, snapshot: string): Promise<Database>;
  /** Keeps how `source` is now, whatever becomes of it. */
  snapshot(name: string, source: string): Promise<Snapshot>;
  copySnapshot(name: string, source: string): Promise<Snapshot>;
  /** How much it holds now, whatever has befallen it. */
  snapshotBytes(name: string): Promise<number>;
  /** Undefined where there is none of the name; after a restart, those that were there before. */
  database(name: string): Database | undefined;
  /** Ends and deletes a database or a snapshot, and its log with it; nothing where there is none. */
  remove(name: string): Promise<void>;
  /** Removes every database and snapshot that is not named. */
  keepOnly(names: ReadonlySet<string>): Promise<void>;
  /** Gives up restoring a database to times before `at`. */
  forget(name: string, at: number): Promise<void>;
  /** Lets a host name lead to a database; undefined lets it lead nowhere. */
  point(host: string, name: string | undefined): void;
  /** Where a host name leads. */
  at(host: string): Database | undefined;
  /** Breaks something. */
  harm(harm: Harm): Promise<void>;
  /** Ends all processes; what is kept in a folder stays. */
  stop(): Promise<void>;
}

export interface Snapshot {
  readonly sizeBytes: number;
}

export interface Database {
  readonly name: string;
  /** For PostgreSQL clients, `postgres://…`; `model:name` where there is none. Starts it. */
  url(): Promise<string>;
  isStandby(): Promise<boolean>;
  /** All changes or none. */
  transact(changes: readonly Change[]): Promise<void>;
  /** A table's columns; none where there is no such table. */
  columns(table: string): Promise<string[]>;
  /** Ordered by key. */
  rows(table: string): Promise<Row[]>;
  /** All of it as of one moment. */
  contents(): Promise<Contents>;
  sizeBytes(): Promise<number>;
  /** Milliseconds since 1970 in the world's time: the first and the last moment that `recover` can go back to. */
  restorable(): { readonly from: number; readonly to: number };
  /** Makes a standby a database of its own, with what has arrived there; what is on its way is lost. */
  promote(): Promise<void>;
  /** Lets what a standby's primary writes arrive so many milliseconds of the world's time late; Infinity: not at all. */
  delay(ms: number): void;
  /** The moment up to which a standby has what its primary wrote, in milliseconds since 1970 of the world's time. */
  arrivedTo(): number;
  /** Its processes end without notice; its data stay. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export type Harm =
  /** One page of the table on disk is not what was written. */
  | { readonly kind: "corrupt-page"; readonly snapshot: string; readonly table: string }
  /** The table's file ends early. */
  | { readonly kind: "truncate"; readonly snapshot: string; readonly table: string }
  /** Of a database without tables. */
  | { readonly kind: "empty"; readonly snapshot: string }
  /** A piece of the log is gone: what was written last cannot be replayed. */
  | { readonly kind: "lose-log"; readonly database: string }
  /** The log is not archived any more. */
  | { readonly kind: "stall-log"; readonly database: string };

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** A table with a key of one column. A serial column has a sequence. */
export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, "text" | "bigint" | "boolean" | "serial">>;
  readonly key: string;
  /** Column → table whose key it holds; rows go with what they refer to. */
  readonly references?: Readonly<Record<string, string>>;
}

export type Change =
  /** Nothing where there is one of the name. */
  | { readonly kind: "create-table"; readonly table: Table }
  | { readonly kind: "drop-table"; readonly table: string }
  /** Empty in the rows that are there. */
  | {
      readonly kind: "add-column";
      readonly table: string;
      readonly column: string;
      readonly type: "text" | "bigint" | "boolean";
    }
  /** With its values; not the key, nor a column that refers to a table. */
  | { readonly kind: "drop-column"; readonly table: string; readonly column: string }
  /** A serial column that is not given comes from its sequence. */
  | { readonly kind: "insert"; readonly table: string; readonly row: Row }
  /** Nothing where there is no such row. */
  | { readonly kind: "update"; readonly table: string; readonly key: Value; readonly row: Row }
  | { readonly kind: "delete"; readonly table: string; readonly key: Value };
