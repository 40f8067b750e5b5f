import type { CountedMinute } from "./sources/counted-minute.ts";
import { minuteMs } from "./sources/counted-minute.ts";
import type { MeasuredMinute } from "./state.ts";

/** When the candidate got a weight. */
export interface Shift {
  /** Percent of requests. */
  readonly weight: number;
  /** Milliseconds since 1970, when the rules were written. */
  readonly at: number;
}

/** One metric of one service, both sides, oldest minute first. */
export interface BothSides {
  readonly service: string;
  readonly metric: string;
  readonly candidate: readonly CountedMinute[];
  readonly stable: readonly CountedMinute[];
}

const nothing = { requests: 0, bad: 0 };

/**
 * Pairs what both sides served minute by minute, and says of each minute which weight it belongs to. Only whole minutes under one
 * weight count, and only those of which both sides are known. Before the first shift and while the candidate has all of the
 * traffic, one side serves nothing: the other one's minutes count for themselves, stable's as what was before.
 *
 * Minute 0 is the one in which `shifts` begin, or the first one measured before that.
 */
export function measuredMinutes(shifts: readonly Shift[], sides: readonly BothSides[]): MeasuredMinute[] {
  const spans = spansOf(shifts);
  const starts = sides.flatMap(({ candidate, stable }) => [...candidate, ...stable].map(({ at }) => at));
  const origin = Math.min(...starts, spans[0]?.start ?? Number.POSITIVE_INFINITY);
  const index = (at: number): number => Math.round((at - origin) / minuteMs);
  return sides.flatMap(({ service, metric, candidate, stable }) => {
    const beside = new Map(stable.map((minute) => [minute.at, minute]));
    const own = new Map(candidate.map((minute) => [minute.at, minute]));
    const counted = (at: number, step: number, alone: boolean): MeasuredMinute => ({
      service,
      metric,
      minute: index(at),
      step: index(step),
      alone,
      candidate: counts(own.get(at)),
      stable: counts(beside.get(at)),
    });
    const before = stable.filter(({ at }) => at < (spans[0]?.start ?? Number.POSITIVE_INFINITY));
    const during = spans.flatMap(({ weight, start, end }) =>
      candidate
        .filter(({ at }) => at >= start && at + minuteMs <= end && (weight === 100 || beside.has(at)))
        .map(({ at }) => counted(at, start, weight === 100)),
    );
    return [...before.map(({ at }) => ({ ...counted(at, origin, false), candidate: nothing })), ...during];
  });
}

/** The whole minutes of each weight: from the one after its shift to the next shift. */
function spansOf(shifts: readonly Shift[]): { weight: number; start: number; end: number }[] {
  return shifts.map(({ weight, at }, index) => ({
    weight,
    start: Math.ceil(at / minuteMs) * minuteMs,
    end: shifts[index + 1]?.at ?? Number.POSITIVE_INFINITY,
  }));
}

const counts = (minute: CountedMinute | undefined): MeasuredMinute["stable"] =>
  minute === undefined ? nothing : { requests: minute.requests, bad: minute.bad };
