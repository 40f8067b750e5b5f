import { constants } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { FileEntry, FilePlane } from "./file-plane.ts";
import { byPath, checkedPath, checkedVolume, isAmong, noFile, noVolume } from "./paths.ts";

/** So many files are copied or looked at at once: libuv has four threads for them. */
const atOnce = 8;

export interface FolderFilesSetting {
  /** One directory a volume lies in it. */
  readonly folder: string;
  /** Lets virtual time stand still while the disk works; `clock.hold`. */
  readonly hold: <T>(work: Promise<T>) => Promise<T>;
  /** Whether `stop` deletes all of it. */
  readonly temporary: boolean;
}

/** Real files. Copies share the disk's blocks where the file system knows how to (`COPYFILE_FICLONE`). */
export function folderFiles({ folder, hold, temporary }: FolderFilesSetting): FilePlane {
  /** Where a write lies until it is whole; on the same disk, so that the move is one step. */
  const unfinished = join(folder, ".unfinished");
  let written = 0;
  const directory = (volume: string): string => join(folder, checkedVolume(volume));
  const exists = async (volume: string): Promise<boolean> =>
    await stat(directory(volume)).then(
      () => true,
      () => false,
    );
  const existing = async (volume: string): Promise<string> => {
    if (!(await exists(volume))) throw noVolume(volume);
    return directory(volume);
  };
  const fileOf = async (volume: string, path: string): Promise<string> =>
    join(await existing(volume), checkedPath(path));
  const read = async (volume: string, path: string): Promise<Uint8Array> => {
    const file = join(directory(volume), checkedPath(path));
    return await readFile(file).catch(async () => {
      await existing(volume);
      throw noFile(volume, path);
    });
  };
  const write = async (volume: string, path: string, content: Uint8Array): Promise<void> => {
    const file = await fileOf(volume, path);
    const temporaryFile = join(unfinished, `${process.pid}-${++written}`);
    await mkdir(unfinished, { recursive: true });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporaryFile, content);
    await rename(temporaryFile, file);
  };
  const pathsOf = async (volume: string): Promise<string[]> => {
    const top = await existing(volume);
    const entries = await readdir(top, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(top, join(entry.parentPath, entry.name)).split(sep).join("/"));
  };
  const list = async (volume: string): Promise<FileEntry[]> => {
    const paths = await pathsOf(volume);
    const entries = await inParallel(paths, async (path) => {
      const found = await stat(join(directory(volume), path)).catch(whereGone);
      return found ? [{ path, sizeBytes: found.size }] : [];
    });
    return entries.flat().toSorted(byPath);
  };
  const copy: FilePlane["copy"] = async (source, target, { under, only } = {}) => {
    const wanted = (await pathsOf(source)).filter((path) => isAmong(path, only));
    const to = under === undefined ? directory(target) : join(directory(target), checkedPath(under));
    const directories = new Set([to, ...wanted.map((path) => dirname(join(to, path)))]);
    for (const one of directories) await mkdir(one, { recursive: true });
    await inParallel(wanted, (path) =>
      copyFile(join(directory(source), path), join(to, path), constants.COPYFILE_FICLONE).catch(whereGone),
    );
  };
  return {
    kind: "folder",
    create: async (volume) => void (await hold(mkdir(directory(volume), { recursive: true }))),
    exists: (volume) => hold(exists(volume)),
    remove: (volume) => hold(rm(directory(volume), { recursive: true, force: true })),
    write: (volume, path, content) => hold(write(volume, path, content)),
    read: (volume, path) => hold(read(volume, path)),
    delete: (volume, path) => hold(fileOf(volume, path).then((file) => rm(file, { force: true }))),
    list: (volume) => hold(list(volume)),
    sizeBytes: async (volume) =>
      (await hold(list(volume))).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    copy: (source, target, options) => hold(copy(source, target, options)),
    folder: directory,
    stop: async () => {
      if (temporary) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  return results;
}

/** A file that somebody has deleted since it was listed. */
function whereGone(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
