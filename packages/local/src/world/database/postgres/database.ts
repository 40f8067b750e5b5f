import { rmSync, writeFileSync } from "node:fs";
import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { WorldClock } from "../../clock.ts";
import { Arrival } from "../arrival.ts";
import type { Contents } from "../contents.ts";
import type { Change, Database, Row } from "../database-plane.ts";
import { nothingArrives } from "../plane-error.ts";
import { baseBackup } from "./base-backup.ts";
import { About, type Folders, readAbout, writeAbout } from "./folders.ts";
import { gone, sqlError } from "./gone.ts";
import type { Programs } from "./programs.ts";
import { readContents } from "./read-contents.ts";
import { type Server, startServer } from "./server.ts";
import { quoted, statementOf } from "./sql.ts";
import { openWire, type Wire } from "./wire.ts";

/** What a database needs of its plane. */
export interface Surroundings {
  readonly programs: Programs;
  readonly folders: Folders;
  readonly clock: WorldClock;
  now(): { readonly world: number; readonly real: number };
  /** Data of an empty server with a database of the name. */
  template(database: string): Promise<string>;
  /** Where a standby's primary listens; starts it. */
  portOf(name: string): Promise<number>;
}

/** In order, at once, or as a crash does. */
type Ending = "SIGINT" | "SIGQUIT" | "SIGKILL";

/** A PostgreSQL cluster in a folder; its server starts with the first use. */
export class PostgresDatabase implements Database {
  readonly name: string;
  readonly folder: string;
  readonly #around: Surroundings;
  #about: About;
  #server: Promise<Server> | undefined;
  #port: number | undefined;
  #killed = false;
  readonly #keys = new Map<string, string>();
  readonly #arrival: Arrival;
  #wire: Wire | undefined;

  constructor(name: string, around: Surroundings) {
    this.name = name;
    this.#arrival = new Arrival(around.clock);
    this.#around = around;
    this.folder = around.folders.database(name);
    this.#about = readAbout(this.folder, About);
  }

  get about(): About {
    return this.#about;
  }

  change(part: Partial<About>): void {
    this.#about = { ...this.#about, ...part };
    writeAbout(this.folder, this.#about);
  }

  async url(): Promise<string> {
    const { port } = await this.server();
    return `postgres://postgres@127.0.0.1:${port}/${this.#about.database}`;
  }

  async isStandby(): Promise<boolean> {
    return this.#about.standbyOf !== undefined;
  }

  async transact(changes: readonly Change[]): Promise<void> {
    await this.#with(async (client) => {
      for (const { table } of changes.filter(
        (change) => change.kind === "update" || change.kind === "delete",
      ))
        if (typeof table === "string") await this.#learnKey(client, table);
      await client.query("begin");
      try {
        for (const change of changes) {
          const { text, values } = statementOf(change, (table) => this.#keys.get(table) ?? "id");
          await client.query(text, values);
        }
        await client.query("commit");
      } catch (error) {
        await client.query("rollback").catch(() => {});
        throw error;
      }
    });
  }

  columns(table: string): Promise<string[]> {
    return this.#with(async (client) => {
      const { rows } = await client.query(
        `select attname from pg_attribute
         where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
        [quoted(table)],
      );
      return rows.map(({ attname }) => attname);
    });
  }

  rows(table: string): Promise<Row[]> {
    return this.#with(async (client) => {
      await this.#learnKey(client, table);
      const key = quoted(this.#keys.get(table) ?? "id");
      return (await client.query(`select * from ${quoted(table)} order by ${key}`)).rows;
    });
  }

  contents(): Promise<Contents> {
    return this.#with(readContents);
  }

  sizeBytes(): Promise<number> {
    return this.#with(
      async (client) =>
        (await client.query("select pg_database_size(current_database()) as bytes")).rows[0].bytes,
    );
  }

  restorable(): { readonly from: number; readonly to: number } {
    const now = this.#around.now().world;
    return { from: this.#about.bases[0]?.world ?? now, to: this.#about.stalledAt ?? now };
  }

  async promote(): Promise<void> {
    const { pool } = await this.server();
    // What is on its way must not arrive while the promotion is.
    if (this.#arrival.lateMs > 0) this.delay(Number.POSITIVE_INFINITY);
    await pool.query("select pg_promote(true, 60)");
    this.change({ standbyOf: undefined });
    this.#wire?.close();
    await this.takeBase();
  }

  delay(ms: number): void {
    this.#arrival.lateMs = ms;
    if (ms > 0) writeFileSync(this.#slow, "");
    else rmSync(this.#slow, { force: true });
    if (ms === Number.POSITIVE_INFINITY) this.#wire?.cut();
  }

  arrivedTo(): number {
    return this.#about.standbyOf === undefined ? this.#around.now().world : this.#arrival.to;
  }

  /** Waits until a standby hears its primary. Throws where it never will. */
  async hears(): Promise<void> {
    if (this.#arrival.lateMs === Number.POSITIVE_INFINITY) throw nothingArrives(this.name);
    const { pool } = await this.server();
    for (let tries = 0; tries < 600; tries++) {
      const { rows } = await pool.query("select status from pg_stat_wal_receiver");
      if (rows[0]?.status === "streaming") return;
      await wait(50);
    }
    throw nothingArrives(this.name);
  }

  /** While it exists, the archive of the primary is not read past the wire. */
  get #slow(): string {
    return join(this.folder, "slow");
  }

  kill(): Promise<void> {
    return this.close("SIGKILL");
  }

  /** Ends the server, and lets nobody who still asks start it again. */
  async close(signal: Ending): Promise<void> {
    this.#killed = true;
    await this.end(signal);
  }

  async start(): Promise<void> {
    this.#killed = false;
    await this.server();
  }

  async end(signal: Ending): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#wire?.close();
    await (await server?.catch(() => undefined))?.end(signal);
  }

  /** The running server; starts it. `recovery` settings are for the first start alone. */
  server(recovery: Readonly<Record<string, string>> = {}): Promise<Server> {
    if (this.#killed) throw gone(this.name);
    this.#server ??= this.#start(recovery).catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }

  /** Keeps how it is now as what `recover` begins with. */
  async takeBase(): Promise<void> {
    const { pool } = await this.server();
    await this.addBase((base) => baseBackup(pool, this.folder, base, this.#around.folders.owner));
  }

  /** Adds the base that `make` puts into the folder that it is given. */
  async addBase(make: (folder: string) => Promise<void>): Promise<void> {
    const folder = `${this.#around.now().real}-${this.#about.bases.length}`;
    await make(join(this.folder, "bases", folder));
    this.change({ bases: [...this.#about.bases, { folder, ...this.#around.now() }] });
  }

  /** Keeps the newest base before a time, and what came after it. */
  async forget(at: number): Promise<void> {
    const { bases } = this.#about;
    const first = Math.max(
      0,
      bases.findLastIndex(({ world }) => world <= at),
    );
    this.change({ bases: bases.slice(first) });
    for (const { folder } of bases.slice(0, first)) await removeTree(join(this.folder, "bases", folder));
    const begin = this.#about.bases[0];
    const wal = join(this.folder, "wal");
    for (const piece of begin ? await readdir(wal) : []) {
      const file = join(wal, piece);
      // A margin for the pieces that the backup itself needs: they were archived while it was taken.
      if ((await stat(file)).mtimeMs < (begin?.real ?? 0) - 600_000) await rm(file, { force: true });
    }
  }

  async #start(recovery: Readonly<Record<string, string>>): Promise<Server> {
    const { programs, folders, clock, portOf } = this.#around;
    const { standbyOf, database } = this.#about;
    const wal = folders.make(join(this.folder, "wal"));
    const settings: Record<string, string> = {
      archive_command: `cp "%p" "${wal}/%f.new" && mv "${wal}/%f.new" "${wal}/%f"`,
      ...recovery,
    };
    if (standbyOf !== undefined) {
      this.#wire = await openWire(clock, this.#arrival, () => portOf(standbyOf));
      settings.primary_conninfo = `host=127.0.0.1 port=${this.#wire.port} user=postgres`;
      settings.restore_command = `test ! -e "${this.#slow}" && ${restoreFrom(folders.database(standbyOf))}`;
      settings.wal_retrieve_retry_interval = "200ms";
      settings.wal_receiver_timeout = "0"; // a slow wire is silent for longer than a minute
    }
    const server = await startServer({
      programs,
      folder: this.folder,
      settings,
      database,
      writable: standbyOf === undefined,
      port: this.#port,
    });
    this.#port = server.port;
    return server;
  }

  async #with<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    try {
      const { pool } = await this.server();
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release();
      }
    } catch (error) {
      throw sqlError(error, this.name);
    }
  }

  async #learnKey(client: pg.PoolClient, table: string): Promise<void> {
    if (this.#keys.has(table)) return;
    const { rows } = await client.query(
      `select a.attname from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where c.relname = $1 and c.relnamespace = 'public'::regnamespace`,
      [table],
    );
    if (rows[0]) this.#keys.set(table, rows[0].attname);
  }
}

export const restoreFrom = (folder: string): string => `cp "${folder}/wal/%f" "%p"`;

/** Marks a folder's data as a copy that is to be brought forward by the archive, or to follow a primary. */
export async function signal(folder: string, kind: "recovery" | "standby"): Promise<void> {
  await writeFile(join(folder, "data", `${kind}.signal`), "");
}

export const removeTree = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });
