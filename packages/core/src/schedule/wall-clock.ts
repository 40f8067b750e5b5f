const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws a RangeError for a zone that the IANA database lacks. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  return format;
}

/** Whether the IANA database has the zone; EventBridge Scheduler takes no offsets such as +01:00, as Intl does. */
export function isZone(zone: string): boolean {
  if (/^[+-]/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * What clocks on the wall show at an instant, as the milliseconds since 1970 at which clocks in UTC show the same.
 * Whole seconds.
 */
export function wallOf(instant: number, zone: string): number {
  // Five times as fast, and the zone of most schedules.
  if (zone === "UTC") return Math.floor(instant / 1_000) * 1_000;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** The first instant at which clocks show `wall` (whole seconds); undefined for a time that a clock change skips. */
export function instantOf(wall: number, zone: string): number | undefined {
  return instantsOf(wall, zone)[0];
}

/** The instants at which clocks show `wall`, rising: none for a time that a clock change skips, two for one that it repeats. */
export function instantsOf(wall: number, zone: string): number[] {
  // Zones change their clocks seldom, so that at most one change lies between these two days.
  const offsets = new Set([wall - dayMs, wall + dayMs].map((near) => wallOf(near, zone) - near));
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((instant) => wallOf(instant, zone) === wall)
    .toSorted((a, b) => a - b);
}

/** When clocks go over a time that they never show. */
export function skippedAt(wall: number, zone: string): number {
  let before = wall - 2 * dayMs;
  let after = wall + 2 * dayMs;
  while (after - before > 1_000) {
    const middle = Math.floor((before + after) / 2_000) * 1_000;
    if (wallOf(middle, zone) >= wall) after = middle;
    else before = middle;
  }
  return after;
}
