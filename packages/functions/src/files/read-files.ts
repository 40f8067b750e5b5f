import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { FoundFiles } from "@signalbox/core/backup/content/found";
import { digestFile } from "./digest-file.ts";

/** libuv reads with four threads: four files at once keep the disk at work while one of them is hashed. */
const atOnce = 4;

export interface Progress {
  readonly files: number;
  readonly bytes: number;
  /** How many files there are. */
  readonly of: number;
}

/**
 * SHA-256 and length of every file in a directory, such as a mounted file system; what is neither file nor directory is left out.
 * One that cannot be read is told as such; one that is gone when its turn comes is not there. Rejects when `signal` aborts, and
 * where the directory itself cannot be read.
 */
export async function readFiles(
  directory: string,
  {
    signal,
    onProgress,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (now: Progress) => void } = {},
): Promise<FoundFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const found: [string, FoundFiles["files"][string]][] = [];
  let [next, files, bytes] = [0, 0, 0];
  const lane = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      signal?.throwIfAborted();
      const file = await lookAt(path);
      if (file !== undefined) found.push([relative(directory, path).split(sep).join("/"), file]);
      bytes += file !== undefined && "bytes" in file ? file.bytes : 0;
      onProgress?.({ files: ++files, bytes, of: paths.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { kind: "files", files: Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

async function lookAt(path: string): Promise<FoundFiles["files"][string] | undefined> {
  try {
    return await digestFile(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "ENOENT" ? undefined : { unreadable: error.message };
  }
}
