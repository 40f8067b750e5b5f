import type { Colors } from "../io.ts";
import type { Progress } from "../releases/progress.ts";
import { weightBar } from "./bar.ts";
import { stopwatch } from "./units.ts";
import { hang } from "./wrap.ts";

/** The longest state name of the release machine, roughly: columns of a growing log cannot be measured ahead. */
const stateColumn = 22;

/** One line of live progress. */
export function renderProgress({ at, state, failed, summary, weight }: Progress, colors: Colors): string {
  const sign = failed ? colors.red("✗") : colors.green("✓");
  const bar = weight === undefined ? "" : `${weightBar(weight)} ${String(weight).padStart(3)} %  `;
  const time = stopwatch(at);
  const what = hang(`${bar}${summary}`, time.length + stateColumn + 4);
  return `${colors.dim(time)} ${sign} ${state.padEnd(stateColumn)} ${what}`.trimEnd();
}
