import { instantsOf, skippedAt, wallOf } from "../../schedule/wall-clock.ts";

const dayMs = 86_400_000;

/** The day that calendars show at an instant, as a count of days: equal for two instants of one local day, 23 to 25 hours long. */
export const localDay = (instant: number, zone: string): number => Math.floor(wallOf(instant, zone) / dayMs);

/** The first instant of the local day of another: midnight, or where clocks skip midnight, when they do. */
export function startOfDay(instant: number, zone: string): number {
  const midnight = localDay(instant, zone) * dayMs;
  return instantsOf(midnight, zone)[0] ?? skippedAt(midnight, zone);
}
