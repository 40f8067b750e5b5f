import type { Decision } from "@signalbox/core/scaling/planner/decision";
import { explain } from "@signalbox/core/scaling/planner/decision";
import type { Colors } from "../io.ts";
import type { Comparison } from "../scaling/compared.ts";
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

/** The minutes around a decision, then what it says for itself. */
export function renderDecision(around: readonly Decision[], asked: Decision, colors: Colors): string {
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
  return [table(head(columns, colors), rows), wrap(explain(asked), 100).join("\n")].join("\n\n");
}
