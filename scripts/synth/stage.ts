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
    const failures: string[] = [];
    const worker = async () => {
      for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
        const failure = await run(`${directory}/main.mjs`, stage);
        if (failure !== undefined) failures.push(`stage ${stage} does not come through:\n${failure}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (failures.length > 0) throw new Error(failures.join("\n"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return stages.map(readGraph);
}

/** What the program said, if it failed. */
function run(program: string, stage: string): Promise<string | undefined> {
  const child = spawn(process.execPath, ["--enable-source-maps", program, stage], {
    stdio: ["ignore", "pipe", "pipe"],
    // The stage as the repository has it: what a shell overrides is for a deployment.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SIGNALBOX__"))),
  });
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  child.stderr.on("data", (part) => (said += part));
  return new Promise((resolve) => child.on("close", (code) => resolve(code === 0 ? undefined : said)));
}
