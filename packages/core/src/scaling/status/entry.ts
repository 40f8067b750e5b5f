import type { PlannedService } from "../../platform/inference-places.ts";
import type { DecisionRecord } from "../planner-record.ts";
import type { ScaleReport } from "../request.ts";

/** Of a planned service: what it is told of, what the planner says, and what was done. */
export interface PlannedEntry
  extends Pick<PlannedService, "group" | "owned" | "bounds" | "objective" | "profile" | "hold"> {
  readonly service: string;
  /** The planner's newest word; absent where it has not spoken yet. */
  readonly decision?: DecisionRecord;
  /** Replicas that bounds and the month's cap leave of what it wants. */
  readonly allowed?: number;
  /** What leaves fewer, or more, than it wants, and what lets none go. */
  readonly limits: readonly PlannedLimit[];
  /** Name of the run that scales it now. */
  readonly running?: string;
  /** The newest first; the one that runs before all. */
  readonly runs: readonly ScaleReport[];
  /** What all planned services together cost and may cost, USD a month; absent where there is no cap. */
  readonly cap?: { readonly monthlyUsd: number; readonly atThisRateUsd: number };
}

export type PlannedLimit = "least" | "most" | "budget" | "short" | "release" | "freeze" | "blind";

/** What each limit does, for people. */
export const limitTexts: Readonly<Record<PlannedLimit, string>> = {
  least: "it is never fewer than `scaling.min`",
  most: "it is never more than `scaling.max`",
  budget: "`inference.monthlyCapUsd` pays for no more",
  short: "replicas were ordered and have not come: people were told",
  release: "a release of the group is under way: nothing is let go",
  freeze: "the group is frozen: nothing is let go",
  blind: "metrics are missing: nothing is let go",
};
