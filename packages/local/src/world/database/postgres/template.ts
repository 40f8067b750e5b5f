import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Folders } from "./folders.ts";
import type { Programs } from "./programs.ts";
import { startServer } from "./server.ts";

const run = promisify(execFile);

/** Answers the data folder of an empty server with a database of the name; makes it at the first call. */
export function templates(programs: Programs, folders: Folders): (database: string) => Promise<string> {
  const made = new Map<string, Promise<string>>();
  return (database) => {
    const template = made.get(database) ?? make(programs, folders, database);
    made.set(database, template);
    return template;
  };
}

/** The control plane and standbys come as `postgres`, without a password; whoever else a rotation has let in, with his own. */
const whoMayEnter = `host all postgres 127.0.0.1/32 trust
host replication postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
`;

async function make(programs: Programs, folders: Folders, database: string): Promise<string> {
  const done = join(folders.root, `template-${database}`);
  if (existsSync(done)) return join(done, "data");
  const folder = `${done}.new`;
  await rm(folder, { recursive: true, force: true });
  folders.make(folder);
  const settings = ["-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale"];
  // Pieces of the log of 1 MB: one is archived whole, however little of it is used.
  const places = ["-D", join(folder, "data"), "--wal-segsize=1"];
  await run(programs.initdb, [...settings, ...places], { ...programs.owner, cwd: "/" });
  await writeFile(join(folder, "data", "pg_hba.conf"), whoMayEnter);
  const server = await startServer({
    programs,
    folder,
    settings: { archive_mode: "off" },
    database: "postgres",
    writable: true,
    port: undefined,
  });
  if (database !== "postgres")
    await server.pool.query(`create database "${database.replaceAll('"', '""')}" strategy file_copy`);
  await server.end("SIGINT");
  await rename(folder, done);
  return join(done, "data");
}
