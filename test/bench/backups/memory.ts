import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What is counted: Linux divides a page among those that share it; elsewhere it counts in each of them. */
export const memoryKind = process.platform === "linux" ? "PSS" : "RSS";

/** Of this process and all that come from it, in MB. */
export function residentMegabytes(): number {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" }).trim().split("\n");
  const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const ours = new Set([process.pid]);
  for (let before = 0; before < ours.size; ) {
    before = ours.size;
    for (const [pid = 0, parent = 0] of processes) if (ours.has(parent)) ours.add(pid);
  }
  const kilobytes = processes.map(([pid = 0, , rss = 0]) => (ours.has(pid) ? shareOf(pid, rss) : 0));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function shareOf(pid: number, rss: number): number {
  if (memoryKind === "RSS") return rss;
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
  } catch {
    return 0; // it has ended meanwhile
  }
}
