import type { Worth } from "./worth.ts";

/** Minutes that a start and a drain are paid for. */
export interface Switching {
  readonly start: number;
  readonly drain: number;
}

/** Where a replica stands. */
export interface Standing {
  /** The minute from now on in which the choice falls: 1, or for what would be ordered now the first one that it would serve. */
  readonly first: number;
  /** Minutes until it serves. */
  readonly ready: number;
  /** Replica-minutes that having it costs beside its time: a start for what would be ordered. */
  readonly enter: number;
  /** Replica-minutes that letting it go costs: a drain, for what serves. */
  readonly leave: number;
}

/** What both ways cost, in replica-minutes less the worth. */
export interface Ways {
  readonly having: number;
  readonly not: number;
}

/** The first minute that a replica serves which is ordered now. */
export const firstMinute = ({ start }: Switching): number => Math.ceil(start) + 1;

/**
 * The cheapest way on with one replica and without it, by dynamic programming over on and off, minute by minute. What is let go can be
 * had again after a start-up, which is paid for; so what is needed again soon is held, and the break-even falls out by itself.
 */
export function waysOf(worth: Worth, level: number, standing: Standing, switching: Switching): Ways {
  const orderable = firstMinute(switching);
  let [on, off] = [0, 0];
  for (let minute = worth.minutes - 1; minute > standing.first; minute--) {
    const served = on + serving(minute);
    const ordered = minute >= orderable ? served + switching.start : Number.POSITIVE_INFINITY;
    [on, off] = [Math.min(served, off + switching.drain), Math.min(off, ordered)];
  }
  return { having: on + serving(standing.first) + standing.enter, not: off + standing.leave };

  function serving(minute: number): number {
    return 1 - (minute > standing.ready ? worth.at(level, minute) : 0);
  }
}
