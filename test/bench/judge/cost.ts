import { chanceOf } from "@signalbox/core/analysis/chance.fixture";
import { judgement } from "@signalbox/core/analysis/judgement";
import { ladder } from "@signalbox/core/analysis/ladder.fixture";
import { observe } from "@signalbox/core/analysis/observe";
import { type AnalysisState, beginAnalysis } from "@signalbox/core/analysis/state";
import { strict } from "./judges.ts";

export interface Cost {
  readonly rps: number;
  /** To count one minute and to judge all so far, the mean over the minutes of ladders of 30. */
  readonly microseconds: number;
  /** Of the state of one metric after 30 minutes, as JSON. */
  readonly bytes: number;
}

const warmUp = 100;
const measured = 300;

/** What a judge that looks every minute costs. */
export function cost(rps: number): Cost {
  const chance = chanceOf(rps);
  const runs = Array.from({ length: warmUp + measured }, () =>
    ladder({ rps, times: 1, cold: false }, chance),
  );
  let [started, looks, bytes] = [0, 0, 0];
  for (const [index, minutes] of runs.entries()) {
    if (index === warmUp) started = performance.now();
    let state: AnalysisState = beginAnalysis([{ service: "chat", metric: "errors" }]);
    for (const minute of minutes) {
      state = observe(state, [minute]);
      judgement(state, strict);
      if (index >= warmUp) looks++;
    }
    bytes = Math.max(bytes, JSON.stringify(state.series[0]).length);
  }
  return { rps, microseconds: (1_000 * (performance.now() - started)) / looks, bytes };
}
