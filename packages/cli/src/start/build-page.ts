import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Io } from "../io.ts";

const builder = fileURLToPath(new URL("../../../console/build.ts", import.meta.url));

/**
 * Builds the page where its sources have changed since the last time. In a process of its own: the bundler's memory,
 * some 100 MB, is given back, and the boot goes on beside it. A page that cannot be built stops nothing else.
 */
export async function buildPage(io: Io): Promise<void> {
  const child = spawn(process.execPath, [builder], {
    stdio: ["ignore", "ignore", "inherit"],
    signal: io.interrupted,
  });
  const ended = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", resolve);
  });
  if (ended !== 0 && !io.interrupted.aborted)
    io.err("the page could not be built; everything else runs without it");
}
