import { parentPort, workerData } from "node:worker_threads";
import { guards } from "./guards.ts";
import type { Block, WorkerSetting } from "./pool.ts";
import { takeOut } from "./without.ts";

const { task, without } = workerData as WorkerSetting;
const guard = guards.find(({ name }) => name === without);
if (without !== undefined && !guard) throw new Error(`there is no guard ${without}`);
// Before anything of the packages is loaded.
if (guard) takeOut(guard);
// Thousands of calls fail in a region that is dark, and nobody reads where.
Error.stackTraceLimit = 0;

const run = await taskOf(task);
parentPort?.on("message", async ({ from, count }: Block) => {
  const found: unknown[] = [];
  for (let seed = from; seed < from + count; seed++) found.push(await run(seed));
  parentPort?.postMessage(found);
});

async function taskOf(name: WorkerSetting["task"]): Promise<(seed: number) => unknown> {
  if (name === "noise") return (await import("./noise.ts")).falseFailover;
  return (await import("./play.ts")).play;
}
