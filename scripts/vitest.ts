import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs vitest in sight and counts; a run that broke without a failed test counts as one failure. */
export function runVitest(...words: readonly string[]): Counts {
  const scratch = mkdtempSync(join(tmpdir(), "signalbox-vitest-"));
  const report = join(scratch, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const green = runTool("vitest", "run", ...words, ...reporters);
    const tests = Report.parse(JSON.parse(readFileSync(report, "utf8")));
    const failed = tests.numFailedTests || tests.numFailedTestSuites || (green ? 0 : 1);
    return { passed: tests.numPassedTests, failed };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Runs a tool of node_modules in sight, under this Node; true when it is content. */
function runTool(tool: string, ...words: readonly string[]): boolean {
  return spawnSync(`node_modules/.bin/${tool}`, words, { stdio: "inherit" }).status === 0;
}

/** Runs a tool beside others: what it says comes in one piece, once it has ended. */
export function runToolAside(tool: string, ...words: readonly string[]): Promise<boolean> {
  const child = spawn(`node_modules/.bin/${tool}`, words, { stdio: ["ignore", "pipe", "pipe"] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

/** Prints the line that CI sums up, and sets the exit code. */
export function conclude({ passed, failed }: Counts): void {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
