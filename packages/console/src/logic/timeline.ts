import type { Visit } from "./visits.ts";

export interface Bar {
  readonly visit: Visit;
  /** Shares of the whole time, 0 to 1. */
  readonly left: number;
  readonly width: number;
  readonly ticks: readonly number[];
}

export interface Row {
  readonly state: string;
  readonly type: string;
  readonly bars: readonly Bar[];
  /** Milliseconds spent in the state over all visits. */
  readonly total: number;
}

export interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly Row[];
}

/**
 * One row for each state in the order in which they were first entered, one bar for each visit. `now` ends what still
 * runs.
 */
export function timelineOf(visits: readonly Visit[], now: number): Timeline {
  const start = Math.min(...visits.map(({ entered }) => entered), now);
  const end = Math.max(...visits.map(({ exited }) => exited ?? now), start + 1);
  const share = (at: number): number => (Math.min(Math.max(at, start), end) - start) / (end - start);
  const rows = Map.groupBy(visits, ({ state }) => state);
  return {
    start,
    end,
    rows: [...rows].map(([state, stays]) => ({
      state,
      type: stays[0]?.type ?? "",
      total: stays.reduce((sum, { entered, exited }) => sum + Math.max(0, (exited ?? now) - entered), 0),
      bars: stays.map((visit) => ({
        visit,
        left: share(visit.entered),
        width: share(visit.exited ?? now) - share(visit.entered),
        ticks: visit.retries.map(share),
      })),
    })),
  };
}

/** Round moments between two times for an axis: at most `most` of them, in steps that people count in. */
export function axisOf(start: number, end: number, most: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];
  const span = (end - start) / 1000;
  const step = (steps.find((each) => span / each <= most) ?? 86_400 * Math.ceil(span / 86_400 / most)) * 1000;
  const ticks: number[] = [];
  for (let at = 0; at <= end - start; at += step) ticks.push(start + at);
  return ticks;
}
