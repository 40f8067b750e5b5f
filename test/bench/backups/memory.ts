import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What is counted: Linux divides a page among those that share it; elsewhere it counts in each of them. */
export const memoryKind = process.platform === "linux" ? "PSS" : "RSS";

/** Of this process and all that come from it, in MB. What is measured goes on meanwhile. */
export async function residentMegabytes(): Promise<number> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const lines = stdout.trim().split("\n");
  const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const ours = new Set([process.pid]);
  for (let before = 0; before < ours.size; ) {
    before = ours.size;
    for (const [pid = 0, parent = 0] of processes) if (ours.has(parent)) ours.add(pid);
  }
  const kilobytes = await Promise.all(
    processes.map(([pid = 0, , rss = 0]) => (ours.has(pid) ? shareOf(pid, rss) : 0)),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

async function shareOf(pid: number, rss: number): Promise<number> {
  if (memoryKind === "RSS") return rss;
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
  } catch {
    return 0; // it has ended meanwhile
  }
}
