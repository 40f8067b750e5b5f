import { levelsOf, type MinuteDemand } from "./demand.ts";

/** Seconds that a start and a stop are paid for beside the time of service. */
export interface SwitchCost {
  readonly startSeconds: number;
  readonly drainSeconds: number;
}

/**
 * Replica-seconds of the cheapest plan that leaves no work over in any minute, with the whole future known. Each level is a replica of
 * its own: it is on while the demand reaches into it, and through gaps that are shorter than a start and a drain (ski rental with
 * hindsight). The first level is always on, and what is on in the first minute was started before it.
 */
export function strictCost(demand: MinuteDemand, { startSeconds, drainSeconds }: SwitchCost): number {
  const minutes = demand.replicas.length;
  let seconds = minutes * 60;
  for (let level = 1; level < levelsOf(demand); level++) {
    let last = -1;
    for (let minute = 0; minute < minutes; minute++) {
      if ((demand.replicas[minute] ?? 0) <= level + 1e-9) continue;
      const gap = (minute - last - 1) * 60;
      seconds += 60 + Math.min(gap, last < 0 ? startSeconds : startSeconds + drainSeconds);
      last = minute;
    }
    if (last >= 0) seconds += Math.min(drainSeconds, (minutes - 1 - last) * 60);
  }
  return seconds;
}
