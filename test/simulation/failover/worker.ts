import { parentPort, workerData } from "node:worker_threads";
import type { Block, WorkerSetting } from "./pool.ts";
import { makeRemovable, takeOut } from "./without.ts";

const { task, removable } = workerData as WorkerSetting;
// Before anything of the packages is loaded.
if (removable) makeRemovable();
// Thousands of calls fail in a region that is dark, and nobody reads where.
Error.stackTraceLimit = 0;

const run = await taskOf(task);
parentPort?.on("message", async ({ from, count, without }: Block) => {
  takeOut(without);
  const found: unknown[] = [];
  for (let seed = from; seed < from + count; seed++) found.push(await run(seed));
  parentPort?.postMessage(found);
});

async function taskOf(name: WorkerSetting["task"]): Promise<(seed: number) => unknown> {
  if (name === "noise") return (await import("./noise.ts")).falseFailover;
  return (await import("./play.ts")).play;
}
