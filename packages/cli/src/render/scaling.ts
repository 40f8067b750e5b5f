import type { Decision } from "@signalbox/core/scaling/planner/decision";
import { explain } from "@signalbox/core/scaling/planner/decision";
import type { Colors } from "../io.ts";
import type { Comparison } from "../scaling/compared.ts";
import type { MixRun } from "../scaling/mixes.ts";
import { momentOf } from "../scaling/moment.ts";
import { usd } from "./cost.ts";
import { table } from "./table.ts";
import { duration, percent } from "./units.ts";
import { wrap } from "./wrap.ts";

const head = (cells: readonly string[], colors: Colors) => cells.map((cell) => colors.dim(cell));

/** A line a policy, and the oracle's, with what the hours cost. */
export function renderComparison(
  { runs, oracleHours }: Comparison,
  usdPerHour: number,
  colors: Colors,
): string {
  const columns = ["POLICY", "KNOB", "IN TIME", "WORST HOUR", "P99 WAIT", "GPU-HOURS", "÷ ORACLE", "COST"];
  const rows = runs.map(({ policy, knob, attainment, worstHour, p99Wait, gpuHours }) => [
    policy,
    knob === undefined ? "" : `${knob}`,
    percent(attainment),
    percent(worstHour),
    duration(p99Wait),
    gpuHours.toFixed(1),
    (gpuHours / oracleHours).toFixed(2),
    usd(gpuHours * usdPerHour),
  ]);
  const known = ["oracle, which knows the future", "", "", "", "", oracleHours.toFixed(1), "1.00"];
  return table(head(columns, colors), [...rows, [...known, usd(oracleHours * usdPerHour)]]);
}

/** A line for each type of GPU alone, and one for all together: what they cost, and of what the mix was made. */
export function renderMixes(runs: readonly MixRun[], colors: Colors): string {
  const columns = ["TYPES OF GPU", "IN TIME", "WORST HOUR", "P99 WAIT", "COST", "GPU-HOURS"];
  const rows = runs.map(({ name, attainment, worstHour, p99Wait, usd: cost, hours }) => [
    name,
    percent(attainment),
    percent(worstHour),
    duration(p99Wait),
    usd(cost),
    Object.entries(hours)
      .map(([type, count]) => `${type} ${count.toFixed(1)}`)
      .join(", "),
  ]);
  return table(head(columns, colors), rows);
}

/** The minutes around a decision, then what it says for itself. */
export function renderDecision(
  around: readonly Decision[],
  asked: Decision,
  mix: string | undefined,
  colors: Colors,
): string {
  const columns = ["MINUTE", "DEMAND", "THEN", "AT MOST", "READY", "STARTING", "WANTED", "BECAUSE"];
  const rows = around.map(({ at, demand, ready, starting, wanted, because }) => [
    `${at === asked.at ? "> " : "  "}${momentOf(Math.floor(at / 60))}`,
    demand.now.toFixed(1),
    demand.middle.toFixed(1),
    demand.high.toFixed(1),
    `${ready}`,
    `${starting}`,
    `${wanted}`,
    because,
  ]);
  const sentences = [explain(asked), ...(mix === undefined ? [] : [mix])];
  return [table(head(columns, colors), rows), ...sentences.map((one) => wrap(one, 100).join("\n"))].join(
    "\n\n",
  );
}
