import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Owner } from "./programs.ts";

/** What is known of a database beside its data: `<root>/databases/<name>/about.json`. */
export const About = z.object({
  /** That clients use. */
  database: z.string(),
  /** Of the primary that it follows. */
  standbyOf: z.string().optional(),
  /** World time, milliseconds since 1970. */
  stalledAt: z.number().optional(),
  /** Base backups: times in milliseconds since 1970, by the world's clock and the machine's. */
  bases: z.array(z.object({ folder: z.string(), world: z.number(), real: z.number() })),
});
export type About = z.output<typeof About>;

/** `<root>/snapshots/<name>/about.json`. */
export const AboutSnapshot = z.object({
  database: z.string(),
  /** Files of tables, by name, relative to `data`. */
  files: z.record(z.string(), z.string()),
  /** The folder of the clients' database, relative to `data`. */
  folder: z.string(),
});
export type AboutSnapshot = z.output<typeof AboutSnapshot>;

/** Where everything of a plane is. */
export interface Folders {
  readonly root: string;
  readonly owner: Owner | undefined;
  database(name: string): string;
  snapshot(name: string): string;
  /** Of those that are complete. */
  names(kind: "databases" | "snapshots"): string[];
  /** Paths of those that are, and of what was left half made. */
  all(kind: "databases" | "snapshots"): string[];
  /** Makes it, with its parents, so that the servers may write to it. */
  make(folder: string): string;
}

export function foldersIn(root: string, owner: Owner | undefined): Folders {
  const make = (folder: string): string => {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (owner) chownSync(folder, owner.uid, owner.gid);
    return folder;
  };
  for (const kind of ["", "databases", "snapshots"]) make(join(root, kind));
  return {
    root,
    owner,
    database: (name) => join(root, "databases", name),
    snapshot: (name) => join(root, "snapshots", name),
    // What was cut off while it was made has no about.json.
    names: (kind) =>
      readdirSync(join(root, kind)).filter((name) => existsSync(join(root, kind, name, "about.json"))),
    all: (kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)),
    make,
  };
}

export function readAbout<T>(folder: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(join(folder, "about.json"), "utf8")));
}

export function writeAbout(folder: string, about: About | AboutSnapshot): void {
  writeFileSync(join(folder, "about.json"), JSON.stringify(about));
}
