import type { Colors } from "../io.ts";
import type { Progress } from "../releases/progress.ts";
import { weightBar } from "./bar.ts";
import { stopwatch } from "./units.ts";

/** The longest state name of the release machine, roughly: columns of a growing log cannot be measured ahead. */
const stateColumn = 22;

/** One line of live progress. */
export function renderProgress({ at, state, failed, summary, weight }: Progress, colors: Colors): string {
  const sign = failed ? colors.red("✗") : colors.green("✓");
  const bar = weight === undefined ? "" : `${weightBar(weight)} ${String(weight).padStart(3)} %  `;
  return `${colors.dim(stopwatch(at))} ${sign} ${state.padEnd(stateColumn)} ${bar}${summary}`.trimEnd();
}
