import { chanceOf } from "@signalbox/core/analysis/chance.fixture";
import { judgement } from "@signalbox/core/analysis/judgement";
import { ladder } from "@signalbox/core/analysis/ladder.fixture";
import { observe } from "@signalbox/core/analysis/observe";
import { type AnalysisState, beginAnalysis, type MeasuredMinute } from "@signalbox/core/analysis/state";
import { strict } from "./judges.ts";

export interface Cost {
  readonly rps: number;
  /** To count one minute and to judge all so far: the mean over the minutes of ladders of 30, in the best of some batches. */
  readonly microseconds: number;
  /** Of the state of one metric after 30 minutes, as JSON. */
  readonly bytes: number;
}

/** The best batch is what it costs; the others also measure what else the machine does. Short, so that some run undisturbed. */
const batches = 250;
const laddersInABatch = 4;

/** What a judge that looks every minute costs. */
export function cost(rps: number): Cost {
  const chance = chanceOf(rps);
  let [best, bytes] = [Number.POSITIVE_INFINITY, 0];
  for (let batch = 0; batch < batches; batch++) {
    const ladders = Array.from({ length: laddersInABatch }, () =>
      ladder({ rps, times: 1, cold: false }, chance),
    );
    const started = performance.now();
    const states = ladders.map(lookEveryMinute);
    const looks = ladders.reduce((sum, minutes) => sum + minutes.length, 0);
    best = Math.min(best, (1_000 * (performance.now() - started)) / looks);
    bytes = Math.max(bytes, ...states.map(({ series }) => JSON.stringify(series[0]).length));
  }
  return { rps, microseconds: best, bytes };
}

function lookEveryMinute(minutes: readonly MeasuredMinute[]): AnalysisState {
  return minutes.reduce(
    (before, minute) => {
      const state = observe(before, [minute]);
      judgement(state, strict);
      return state;
    },
    beginAnalysis([{ service: "chat", metric: "errors" }]),
  );
}
