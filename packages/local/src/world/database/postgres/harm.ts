import { copyFile, open, rename, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { unknown } from "../plane-error.ts";
import { AboutSnapshot, type Folders, readAbout } from "./folders.ts";
import { own } from "./programs.ts";

const page = 8192; // bytes

/** Changes the file of a snapshot's table. */
export async function spoilFile(
  folders: Folders,
  snapshot: string,
  table: string,
  how: "corrupt-page" | "truncate",
): Promise<void> {
  const folder = folders.snapshot(snapshot);
  const relative = readAbout(folder, AboutSnapshot).files[table];
  if (relative === undefined) throw unknown(`${snapshot}/${table}`);
  const file = join(folder, "data", relative);
  // A copy of the snapshot, or a base backup, may share the file.
  await copyFile(file, `${file}.own`);
  await own(`${file}.own`, folders.owner);
  await rename(`${file}.own`, file);
  const { size } = await stat(file);
  if (how === "truncate") await truncate(file, Math.floor(size / 2 / page) * page);
  else {
    const handle = await open(file, "r+");
    // In the newest rows, which every page fills from its end.
    await handle.write(Buffer.alloc(64, 0xa5), 0, 64, page - 128);
    await handle.close();
  }
}

/** Takes the last piece of the log out of the archive. */
export const losePiece = (folder: string, piece: string): Promise<void> => rm(join(folder, "wal", piece));
