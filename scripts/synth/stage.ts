import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle.ts";
import { type Graph, graphs, readGraph } from "./graph.ts";
import { markOfSources } from "./sources.ts";

const atOnce = 2;

/**
 * What each stage registers, as .sst/graphs/STAGE.json. All of them take a minute, so a graph that follows from the same sources is
 * kept. Needs .sst/platform (`installPlatform`). Throws an Error that holds what the program printed when a stage does not come
 * through.
 */
export async function synthesise(stages: readonly string[]): Promise<Graph[]> {
  const mark = markOfSources();
  const markOf = (stage: string): string => `${graphs}/${stage}.sources`;
  const stale = stages.filter((stage) => {
    const path = markOf(stage);
    return !existsSync(path) || readFileSync(path, "utf8") !== mark;
  });
  if (stale.length > 0) await synthesiseInto(graphs, stale);
  for (const stage of stale) writeFileSync(markOf(stage), mark);
  return stages.map((stage) => readGraph(stage));
}

/** Runs sst.config.ts for each stage under Pulumi's mocks, a process a stage, and writes STAGE.json into the directory. */
export async function synthesiseInto(directory: string, stages: readonly string[]): Promise<void> {
  const bundled = `.sst/platform/synth/${process.pid}`;
  try {
    await bundle(bundled);
    const waiting = [...stages];
    const failures: string[] = [];
    const worker = async () => {
      for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
        const failure = await run(`${bundled}/main.mjs`, stage, directory);
        if (failure !== undefined) failures.push(`stage ${stage} does not come through:\n${failure}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (failures.length > 0) throw new Error(failures.join("\n"));
  } finally {
    rmSync(bundled, { recursive: true, force: true });
  }
}

/** What the program said, if it failed. */
function run(program: string, stage: string, directory: string): Promise<string | undefined> {
  // Pulumi takes stacks, which was two fifths of the time; errors have their messages all the same. And it lets go of nothing: to
  // look for garbage in a heap that grows to 1.3 GB was a sixth of what was left.
  const flags = ["--stack-trace-limit=0", "--initial-old-space-size=1500"];
  const child = spawn(process.execPath, [...flags, program, stage, directory], {
    stdio: ["ignore", "pipe", "pipe"],
    // The stage as the repository has it: what a shell overrides is for a deployment.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SIGNALBOX__"))),
  });
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  child.stderr.on("data", (part) => (said += part));
  return new Promise((resolve) => child.on("close", (code) => resolve(code === 0 ? undefined : said)));
}
