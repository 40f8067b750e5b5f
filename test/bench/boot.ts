import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Row } from "./row.ts";

const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const requestsPerSecond = 200;
const trafficSeconds = 30;

/** The whole local cloud as `npm start` runs it, in a process of its own: ready when its banner is out. */
export async function benchBoot(): Promise<Row[]> {
  const began = performance.now();
  const args = [main, "start", "--port", "0", "--requests-per-second", String(requestsPerSecond)];
  const cloud = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    await bannerOf(cloud.stderr);
    const readySeconds = (performance.now() - began) / 1000;
    await sleep(trafficSeconds * 1000);
    return [
      { name: "local cloud ready", value: readySeconds, unit: "s", aim: "< 3" },
      {
        name: `memory after ${trafficSeconds} s at ${requestsPerSecond} requests/s`,
        value: residentMegabytes(cloud.pid ?? 0),
        unit: "MB",
        aim: "< 400",
      },
    ];
  } finally {
    const ended = once(cloud, "exit");
    cloud.kill("SIGTERM");
    await ended;
  }
}

/** Throws an Error with what the process said, when it ended without its banner. */
async function bannerOf(stderr: NodeJS.ReadableStream): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    if (line.includes("AWS endpoint")) {
      stderr.resume();
      return;
    }
    said.push(line);
  }
  throw new Error(`the local cloud did not start:\n${said.join("\n")}`);
}

/** ps gives kilobytes on Linux and macOS alike. */
function residentMegabytes(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}
