import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Owner, own } from "./programs.ts";

const run = promisify(execFile);

export interface CopySetting {
  /** Top-level names whose folder is made, but stays empty, and files that are left. */
  readonly leaveOut?: ReadonlySet<string>;
  /** Both sides share the files: for trees that nobody writes to. */
  readonly link?: boolean;
}

/**
 * Copies a folder with `cp`, which shares blocks where the file system can, and keeps owners. What vanishes meanwhile, as a
 * running server's files may, is left.
 */
export async function copyTree(
  from: string,
  to: string,
  owner: Owner | undefined,
  { leaveOut = new Set(), link = false }: CopySetting = {},
): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await mkdir(to, { mode: 0o700 });
  await own(to, owner);
  const entries = await readdir(from, { withFileTypes: true });
  const wanted = entries.filter(({ name }) => !leaveOut.has(name)).map(({ name }) => join(from, name));
  for (const entry of entries)
    if (leaveOut.has(entry.name) && entry.isDirectory()) {
      await mkdir(join(to, entry.name), { mode: 0o700 });
      await own(join(to, entry.name), owner);
    }
  if (wanted.length === 0) return;
  const flags = process.platform === "darwin" ? "-ac" : link ? "-al" : "-a";
  try {
    await run("cp", [flags, ...wanted, to], { env: { ...process.env, LC_ALL: "C" } });
  } catch (error) {
    if (!onlyVanished(error)) throw error;
  }
}

function onlyVanished(error: unknown): boolean {
  if (!(error instanceof Error && "stderr" in error)) return false;
  const lines = String(error.stderr).trim().split("\n");
  return lines.every((line) => line.includes("No such file or directory"));
}
