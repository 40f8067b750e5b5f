/// <reference path="../../../.sst/platform/config.d.ts" />
/** One stage in one process: `node main.mjs STAGE DIRECTORY` writes DIRECTORY/STAGE.json, or ends with what went wrong. */
import { mkdirSync, writeFileSync } from "node:fs";
import { serveSst } from "./rpc.ts";
import { startEngine } from "./run.ts";

const [stage, directory] = process.argv.slice(2);
if (stage === undefined || directory === undefined) throw new Error("which stage, and where to?");

const server = await serveSst();
try {
  const graph = await startEngine(stage);
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${directory}/${stage}.json`, JSON.stringify(graph, null, 1));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
} finally {
  server.close();
}
