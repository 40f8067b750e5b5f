/**
 * `npm test`: types, style, then every test. Ends with one line, `N passed, N failed`, which counts each of the first
 * two as one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
});

const scratch = mkdtempSync(join(tmpdir(), "signalbox-test-"));
const report = join(scratch, "vitest.json");
try {
  const checks = [run("tsc", ["-p", "."]), run("biome", ["check", "--error-on-warnings", "."])];
  const green = run("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const tests = Report.parse(JSON.parse(readFileSync(report, "utf8")));
  const passed = tests.numPassedTests + checks.filter(Boolean).length;
  const broken = tests.numFailedTests || tests.numFailedTestSuites || (green ? 0 : 1);
  const failed = broken + checks.filter((ok) => !ok).length;
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true });
}

/** Runs a tool of node_modules under this Node; true when it is content. */
function run(tool: string, args: readonly string[]): boolean {
  return spawnSync(`node_modules/.bin/${tool}`, args, { stdio: "inherit" }).status === 0;
}
