import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorldClock } from "../clock.ts";
import type { FilePlane } from "./file-plane.ts";
import { folderFiles } from "./folder-files.ts";
import { memoryFiles } from "./memory-files.ts";

/**
 * The files of a world: in `directory` where something of it outlives its process; else in a folder that goes with the
 * process, or in memory in virtual time.
 */
export function openFiles(clock: WorldClock, directory: string | undefined): FilePlane {
  const { hold } = clock;
  if (directory !== undefined)
    return folderFiles({ folder: join(directory, "files"), hold, temporary: false });
  if (clock.kind === "virtual") return memoryFiles();
  return folderFiles({ folder: mkdtempSync(join(tmpdir(), "signalbox-files-")), hold, temporary: true });
}
