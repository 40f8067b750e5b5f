import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer, type Server as NetServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { NamedError } from "@signalbox/core/error";
import pg from "pg";
import { realTime } from "../../clock.ts";
import type { Programs } from "./programs.ts";

/** A running PostgreSQL on 127.0.0.1. */
export interface Server {
  readonly port: number;
  readonly pool: pg.Pool;
  /** SIGINT ends it in order, SIGQUIT leaves recovery to the next start, SIGKILL takes it by surprise. */
  end(signal: "SIGINT" | "SIGQUIT" | "SIGKILL"): Promise<void>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
}

export interface ServerSetting {
  readonly programs: Programs;
  /** Holds `data`, and gets `postgres.log`. */
  readonly folder: string;
  /** On top of those for a small server. */
  readonly settings: Readonly<Record<string, string>>;
  /** Taken again if it is free: standbys know it. */
  readonly port: number | undefined;
  /** Of the database that clients use. */
  readonly database: string;
  /** Whether it must have ended its recovery before it is up. */
  readonly writable: boolean;
}

/** A server of some 25 MB; nothing in it need survive the machine. */
const small: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  // Whole pages in the log all the same: a base backup is copied while pages are written.
  full_page_writes: "on",
  shared_buffers: "16MB",
  max_connections: "30",
  max_wal_senders: "4",
  max_replication_slots: "4",
  max_worker_processes: "2",
  autovacuum_max_workers: "1",
  max_parallel_workers: "0",
  io_method: "sync", // three processes fewer
  jit: "off",
  wal_level: "replica",
  wal_sender_timeout: "0", // standbys may be slow to answer, by a fault
  archive_mode: "on",
  archive_timeout: "60s", // so that little of the log is on one disk alone
  max_wal_size: "64MB",
  shared_preload_libraries: "pg_stat_statements",
  timezone: "UTC",
  log_min_messages: "warning",
};

/** How long a start may take in real milliseconds, which covers the replay of a day's log. */
const startMs = 120_000;

/** What passes: a killed server's children have not noticed yet, or somebody took the port. */
const passing = /pre-existing shared memory block|could not bind|lock file .* already exists/;

/** @throws Database.DoesNotStart with the last words of its log */
export async function startServer(setting: ServerSetting): Promise<Server> {
  for (let attempt = 0; ; attempt++)
    try {
      return await startOnce(setting);
    } catch (error) {
      if (attempt === 20 || !(error instanceof Error && passing.test(error.message))) throw error;
      await wait(50);
    }
}

async function startOnce(setting: ServerSetting): Promise<Server> {
  const { programs, folder } = setting;
  const port = (setting.port && (await isFree(setting.port)) && setting.port) || (await freePort());
  const given = Object.entries({ ...small, ...setting.settings, port: `${port}` });
  const log = openSync(join(folder, "postgres.log"), "w");
  const child = spawn(
    programs.postgres,
    ["-D", join(folder, "data"), ...given.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    // Not in this process's group: Ctrl-C is for us, and we end it in order.
    { ...programs.owner, stdio: ["ignore", log, log], detached: true, cwd: "/" },
  );
  closeSync(log);
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const pool = new pg.Pool({
    host: "127.0.0.1",
    port,
    user: "postgres",
    database: setting.database,
    max: 4,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    types: { getTypeParser: numbers },
  });
  // A server that ends breaks idle connections: whoever asks next hears of it.
  pool.on("error", () => {});
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await pool.end().catch(() => {});
    if (isRunning(child)) {
      child.ref();
      child.kill(signal);
    }
    await ended;
  };
  try {
    await up(child, pool, setting);
  } catch (cause) {
    await end("SIGQUIT");
    const words = fatalWords(readFileSync(join(folder, "postgres.log"), "utf8"));
    throw new NamedError(
      "Database.DoesNotStart",
      `PostgreSQL did not start: ${words}`,
      { log: words },
      { cause },
    );
  }
  return { port, pool, ended, end };
}

/** Why it ended, by its own log. */
function fatalWords(log: string): string {
  const lines = log.trim().split("\n");
  return (lines.filter((line) => /FATAL|PANIC/.test(line)).at(-1) ?? lines.slice(-3).join("\n")).trim();
}

async function up(child: ChildProcess, pool: pg.Pool, { writable }: ServerSetting): Promise<void> {
  const deadline = realTime() + startMs;
  for (;;) {
    if (!isRunning(child)) throw new Error("its process has ended");
    try {
      const { rows } = await pool.query("select pg_is_in_recovery() as recovering");
      if (!writable || rows[0]?.recovering === false) return;
    } catch (error) {
      if (realTime() > deadline) throw error;
    }
    await wait(15);
  }
}

const isRunning = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

async function freePort(): Promise<number> {
  const server = await listening(0);
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function isFree(port: number): Promise<boolean> {
  try {
    const server = await listening(port);
    await new Promise((resolve) => server.close(resolve));
    return true;
  } catch {
    return false;
  }
}

async function listening(port: number): Promise<NetServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

/** bigint comes as a number: nothing here is beyond 2^53. */
const numbers: pg.CustomTypesConfig["getTypeParser"] = (oid: number, format?: string) =>
  oid === 20 || oid === 1700
    ? Number
    : format === "binary"
      ? pg.types.getTypeParser(oid, "binary")
      : pg.types.getTypeParser(oid, "text");
