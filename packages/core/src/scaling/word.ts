import { measuredSeconds } from "./replica-metrics.ts";

/** How long a word of the planner counts: it speaks each minute. */
const validMs = 180_000;

/** Whether a word that was spoken then still counts now; one of a clock that is ahead of ours may be of any time. */
export const counts = (at: number, now: number): boolean =>
  at >= now - validMs && at <= now + measuredSeconds * 1000;
