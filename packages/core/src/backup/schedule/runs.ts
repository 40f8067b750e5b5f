import { timingOf } from "../../schedule/expression.ts";
import { instantsOf, skippedAt, wallOf } from "../../schedule/wall-clock.ts";

/** When something is due. Instants are milliseconds since 1970. */
export interface Runs {
  /** The first run after an instant; undefined when there is none any more. */
  readonly next: (after: number) => number | undefined;
  /** The newest run up to and with an instant; undefined when there was none since `since`. */
  readonly last: (upTo: number) => number | undefined;
}

export interface Schedule {
  readonly schedule: string;
  readonly timezone: string;
}

/**
 * The runs of a schedule from `since` on. A time of the wall clock that a clock change skips is due when the clocks
 * change, and one that it repeats at its first turn: EventBridge Scheduler leaves the skipped one out
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), which for a backup at 02:30 would be a
 * day without one; the catch-up starts it. A rate counts from `since`. Of an expression that is neither, no run.
 */
export function runsOf({ schedule, timezone }: Schedule, since: number): Runs {
  // In UTC each time of the wall comes once; what the zone makes of it is decided here.
  const timing = timingOf(schedule, "UTC");
  if (timing === undefined || timing.kind === "at") return { next: () => undefined, last: () => undefined };
  if (timing.kind === "rate") {
    const { everyMs } = timing;
    return {
      next: (after) =>
        after < since ? since : since + (Math.floor((after - since) / everyMs) + 1) * everyMs,
      last: (upTo) => (upTo < since ? undefined : upTo - ((upTo - since) % everyMs)),
    };
  }
  const next = (after: number): number | undefined => {
    const from = Math.max(after, since - 1);
    let wall = timing.next(wallOf(from, timezone));
    for (; wall !== undefined; wall = timing.next(wall)) {
      const instant = instantsOf(wall, timezone)[0] ?? skippedAt(wall, timezone);
      if (instant > from) return instant;
    }
    return undefined;
  };
  return { next, last: (upTo) => lastBy(next, since, upTo) };
}

/** Looks back by the distance of the next two runs, and twice as far each time that this is too short. */
function lastBy(next: Runs["next"], since: number, upTo: number): number | undefined {
  const coming = next(upTo);
  const following = coming === undefined ? undefined : next(coming);
  let back = coming !== undefined && following !== undefined ? following - coming : 60_000;
  let found = next(upTo - back);
  while ((found === undefined || found > upTo) && upTo - back >= since) {
    back *= 2;
    found = next(upTo - back);
  }
  if (found === undefined || found > upTo) return undefined;
  for (let later = next(found); later !== undefined && later <= upTo; later = next(found)) found = later;
  return found;
}
