import type { RecoveryPoint } from "../recovery-point.ts";
import { startOfDay } from "../schedule/local-day.ts";

/**
 * The point of a class that is to be restored and checked next: its newest one, unless one of its local day, or a later
 * one, was verified already or is being verified. So every point of a daily class is verified, and one a day of an hourly one; where the first of a day
 * fails, the next one is tried. `points` are those of the class, copies left out;
 * `verifying` has the ids of those that are restored and checked at this time.
 */
export function pointToVerify(
  points: readonly RecoveryPoint[],
  timezone: string,
  verifying: ReadonlySet<string>,
): RecoveryPoint | undefined {
  const waiting = points.filter(({ phase }) => phase === "made" || phase === "copied");
  const newest = waiting.toSorted((a, b) => b.capturedAt - a.capturedAt)[0];
  if (newest === undefined) return undefined;
  const day = startOfDay(newest.capturedAt, timezone);
  const done = points.some(
    ({ id, phase, capturedAt }) => (phase === "verified" || verifying.has(id)) && capturedAt >= day,
  );
  return done ? undefined : newest;
}
