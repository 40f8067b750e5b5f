/** One queue in front of all replicas, first come, first served; work flows like a fluid, evenly within a bin. */
export interface Served {
  /** Slot-seconds that wait at the bin's end. */
  readonly queued: number;
  /** Slot-seconds that were worked off. */
  readonly done: number;
  /** The share of the bin's arrivals that wait longer than the objective. */
  readonly lateShare: number;
  /** Seconds that the bin's last arrival waits. */
  readonly wait: number;
}

/**
 * @param queued slot-seconds that wait at the bin's beginning
 * @param work slot-seconds that arrive in the bin
 * @param slots that serve
 * @param objective seconds that a request may wait for its slot
 */
export function serve(
  queued: number,
  work: number,
  slots: number,
  seconds: number,
  objective: number,
): Served {
  const capacity = slots * seconds;
  const after = Math.max(0, queued + work - capacity);
  const limit = objective * slots;
  const end = queued + work - capacity;
  // The queue runs straight from `queued` to `end`, so the part of it above the limit is a ratio.
  const lateShare =
    queued > limit
      ? end >= limit
        ? 1
        : (queued - limit) / (queued - end)
      : end > limit
        ? (end - limit) / (end - queued)
        : 0;
  return {
    queued: after,
    done: queued + work - after,
    lateShare,
    wait: slots > 0 ? after / slots : after > 0 ? Number.POSITIVE_INFINITY : 0,
  };
}
