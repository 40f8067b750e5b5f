import { judgement } from "./judgement.ts";
import { observe } from "./observe.ts";
import { AnalysisPolicy } from "./policy.ts";
import { type AnalysisState, beginAnalysis, type MeasuredMinute } from "./state.ts";

export const policy = AnalysisPolicy.parse({});
export const begun = beginAnalysis([{ service: "chat", metric: "errors" }]);

interface Side {
  readonly requests: number;
  readonly bad: number;
}

/** The same counts in each of some minutes of one step. */
export const steady = (
  count: number,
  candidate: Side,
  stable: Side,
  rest: Partial<MeasuredMinute> = {},
): MeasuredMinute[] =>
  Array.from({ length: count }, (_, minute) => ({
    service: "chat",
    metric: "errors",
    step: 0,
    alone: false,
    candidate,
    stable,
    ...rest,
    minute: (rest.step ?? 0) + minute,
  }));

export const judged = (
  minutes: readonly MeasuredMinute[],
  by: AnalysisPolicy = policy,
  state: AnalysisState = begun,
) => judgement(observe(state, minutes), by);
