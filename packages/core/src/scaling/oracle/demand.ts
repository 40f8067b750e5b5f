import { binSeconds, binsPerMinute, type Load } from "../simulate/load.ts";

/** A load as an oracle sees it, minute by minute. */
export interface MinuteDemand {
  /** Replicas that are busy with what arrives, a fraction. */
  readonly replicas: Float64Array;
  readonly requests: Float64Array;
}

export function minuteDemand({ requests, work }: Load, slots: number): MinuteDemand {
  const minutes = Math.floor(work.length / binsPerMinute);
  const demand = { replicas: new Float64Array(minutes), requests: new Float64Array(minutes) };
  for (let minute = 0; minute < minutes; minute++)
    for (let bin = minute * binsPerMinute; bin < (minute + 1) * binsPerMinute; bin++) {
      demand.requests[minute] = (demand.requests[minute] ?? 0) + (requests[bin] ?? 0);
      demand.replicas[minute] =
        (demand.replicas[minute] ?? 0) + (work[bin] ?? 0) / (binSeconds * binsPerMinute * slots);
    }
  return demand;
}

/** The levels that a demand ever fills: the k-th is the k-th replica. */
export function levelsOf({ replicas }: MinuteDemand): number {
  return Math.max(1, Math.ceil(replicas.reduce((most, one) => Math.max(most, one), 0) - 1e-9));
}
