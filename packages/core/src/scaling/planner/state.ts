import { type ClockOfChange, evenClock } from "./clock-of-change.ts";
import { type DemandLevel, unknownLevel } from "./demand-level.ts";
import { type History, noHistory } from "./history.ts";
import { type QuantileLines, unlearntLines } from "./quantile-lines.ts";
import { noStages, type StageTimes } from "./start-stages.ts";
import type { StartUps } from "./start-ups.ts";

/** A forecast that waits for what demand did. */
export interface Asked {
  readonly minute: number;
  readonly log: number;
  readonly features: readonly number[];
  readonly risk: number;
}

/** All that the planner knows, as plain JSON; it is changed in place. */
export interface PlannerState {
  readonly level: DemandLevel;
  readonly clock: ClockOfChange;
  readonly history: History;
  readonly lines: QuantileLines;
  /** The mean of absolute moves where the clock says that demand only flickers. */
  quiet: number;
  readonly starts: StartUps;
  /** What of them each stage took. */
  readonly stages: StageTimes;
  readonly asked: Asked[];
  /** When each replica that is starting is expected, in seconds, the next one first. */
  readonly expected: number[];
  /** Requests of the minute up to now, and those of them that were late. */
  readonly tally: { requests: number; late: number };
  /** What being late costs at present, as a multiple of the setting's price. */
  dearness: number;
  /** Seconds that a request holds a slot, on average. */
  service: number;
  /** Where traffic broke off: the minute, and the demand before. */
  outage?: { readonly since: number; readonly before: number } | undefined;
  /** Since when nothing has been asked for, in seconds; absent before anything was seen. */
  quietSince?: number | undefined;
}

export const newState = (): PlannerState => ({
  level: unknownLevel(),
  clock: evenClock(),
  history: noHistory(),
  lines: unlearntLines(),
  quiet: 0.04,
  starts: [],
  stages: noStages(),
  asked: [],
  expected: [],
  tally: { requests: 0, late: 0 },
  dearness: 1,
  service: 5,
});
