import { realClock } from "@signalbox/local/world/clock";
import picocolors from "picocolors";
import type { Io } from "./io.ts";
import { runProgram } from "./program.ts";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs what was typed in this process, without colours and under the given environment alone; `answer` is what the person types when asked. */
export async function typed(
  args: readonly string[],
  env: Io["env"] = {},
  clock: Io["clock"] = realClock(),
  answer?: string,
): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram(args, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    colors: picocolors.createColors(false),
    env,
    clock,
    ask: answer === undefined ? undefined : async () => answer,
    interrupted: new AbortController().signal,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
