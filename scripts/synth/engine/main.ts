/// <reference path="../../../.sst/platform/config.d.ts" />
/** One stage in one process: `node main.mjs STAGE` writes .sst/graphs/STAGE.json, or ends with what went wrong. */
import { mkdirSync, writeFileSync } from "node:fs";
import { graphPath } from "../graph.ts";
import { serveSst } from "./rpc.ts";
import { startEngine } from "./run.ts";

const [stage] = process.argv.slice(2);
if (stage === undefined) throw new Error("which stage?");

const server = await serveSst();
try {
  const graph = await startEngine(stage);
  mkdirSync(".sst/graphs", { recursive: true });
  writeFileSync(graphPath(stage), JSON.stringify(graph, null, 1));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
} finally {
  server.close();
}
