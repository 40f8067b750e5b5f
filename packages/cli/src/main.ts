import { createInterface } from "node:readline/promises";
import { realClock } from "@signalbox/local/world/clock";
import picocolors from "picocolors";
import type { Io } from "./io.ts";
import { runProgram } from "./program.ts";

/** Talk, as all that is asked: stdout is for data. */
async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: interruption.signal });
  } finally {
    lines.close();
  }
}

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    // The second Ctrl-C means it: the clean end is taking too long.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  });

const io: Io = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  colors: picocolors.createColors(picocolors.isColorSupported),
  env: process.env,
  clock: realClock(),
  ask: process.stdin.isTTY && process.stderr.isTTY ? askLine : undefined,
  interrupted: interruption.signal,
};
const code = await runProgram(process.argv.slice(2), io);
// A boot that failed or was interrupted halfway leaves servers that would hold the process; what is still in a pipe
// must get out first.
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
