import { chanceOf } from "@signalbox/core/analysis/chance.fixture";
import { judgement } from "@signalbox/core/analysis/judgement";
import { bakeMinutes, ladder, type Traffic } from "@signalbox/core/analysis/ladder.fixture";
import { observe } from "@signalbox/core/analysis/observe";
import { beginAnalysis, type MeasuredMinute } from "@signalbox/core/analysis/state";
import { standard } from "./judges.ts";

/** A candidate that is healthy at the first two weights and sick from the third on, and what became of it there. */
export interface LateRow {
  readonly traffic: Traffic;
  readonly runs: number;
  /** Minutes at the third weight after which it failed, or passed, in order. */
  readonly failed: readonly number[];
  readonly passed: readonly number[];
}

const policy = { ...standard, acceptableRate: 0 };
const shift = 2 * bakeMinutes;

export function lateRows(traffic: readonly Traffic[], runs: number): LateRow[] {
  return traffic.map((one, index) => {
    const chance = chanceOf(4_000 + index);
    const [failed, passed]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      const healthy = ladder({ ...one, times: 1 }, chance).slice(0, shift);
      const { minute, verdict } = ends(healthy, ladder(one, chance).slice(shift));
      if (verdict === "fail") failed.push(minute);
      if (verdict === "pass") passed.push(minute);
    }
    const inOrder = (minutes: number[]) => minutes.sort((a, b) => a - b);
    return { traffic: one, runs, failed: inOrder(failed), passed: inOrder(passed) };
  });
}

/** The first minute of the third weight that ends it, as a workflow would that looks every minute. */
function ends(before: readonly MeasuredMinute[], minutes: readonly MeasuredMinute[]) {
  let state = observe(beginAnalysis([{ service: "chat", metric: "errors" }]), before);
  for (const [index, minute] of minutes.entries()) {
    state = observe(state, [minute]);
    const { verdict } = judgement(state, policy);
    if (verdict === "fail" || verdict === "pass") return { minute: index + 1, verdict };
  }
  return { minute: minutes.length, verdict: "inconclusive" as const };
}
