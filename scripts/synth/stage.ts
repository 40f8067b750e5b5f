import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { bundle } from "./bundle.ts";
import { type Graph, readGraph } from "./graph.ts";

const atOnce = 2;

/**
 * Runs sst.config.ts for each stage under Pulumi's mocks, a process a stage, and writes .sst/graphs/STAGE.json. Needs
 * .sst/platform (`installPlatform`). Throws an Error that holds what the program printed when a stage does not come through.
 */
export async function synthesise(stages: readonly string[]): Promise<Graph[]> {
  const directory = `.sst/platform/synth/${process.pid}`;
  try {
    await bundle(directory);
    const waiting = [...stages];
    const worker = async () => {
      for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift())
        await run(`${directory}/main.mjs`, stage);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return stages.map(readGraph);
}

function run(program: string, stage: string): Promise<void> {
  const child = spawn(process.execPath, ["--enable-source-maps", program, stage], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  child.stderr.on("data", (part) => (said += part));
  return new Promise((resolve, reject) =>
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`stage ${stage} does not come through:\n${said}`)),
    ),
  );
}
