import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Ends the servers under `root` when this process is gone, however it went: a shell that reads from us reads no more then.
 * A folder for the run alone is removed. Answers what dismisses it.
 */
export function watch(root: string, forTheRunAlone: boolean): () => void {
  const script = `cat >/dev/null
for file in "$1"/databases/*/data/postmaster.pid; do [ -f "$file" ] && kill -QUIT "$(head -n 1 "$file")"; done 2>/dev/null
if [ "$2" = remove ]; then sleep 1; rm -rf "$1"; fi`;
  const dog = spawn(
    "/bin/sh",
    ["-c", script, "signalbox-postgres", root, forTheRunAlone ? "remove" : "keep"],
    {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      cwd: "/",
    },
  );
  dog.unref();
  // The pipe must not keep this process alive.
  const { stdin } = dog;
  if ("unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return () => stdin.end();
}

/** Ends the servers that an earlier process left behind, whose watchdog has gone as well. */
export async function endLeftOvers(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const lock = join(folder, "data", "postmaster.pid");
    const pid = pidIn(lock);
    if (pid === undefined) continue;
    if (isPostgres(pid, folder)) {
      process.kill(pid, "SIGQUIT");
      for (let tries = 0; isPostgres(pid, folder) && tries < 200; tries++) await wait(20);
    }
    rmSync(lock, { force: true });
  }
}

function pidIn(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, "utf8").split("\n")[0]) || undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process is the folder's server: its number may be another one's by now. */
function isPostgres(pid: number, folder: string): boolean {
  try {
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
        : execFileSync("ps", ["-p", `${pid}`, "-o", "command="], { encoding: "utf8" });
    return command.includes(join(folder, "data"));
  } catch {
    return false;
  }
}
