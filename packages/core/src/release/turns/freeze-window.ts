import { z } from "zod";
import { field } from "../../config/field.ts";
import { timingOf } from "../../schedule/expression.ts";
import { instantsOf, isZone, skippedAt } from "../../schedule/wall-clock.ts";

const weekly = /^(MON|TUE|WED|THU|FRI|SAT|SUN) ([01]\d|2[0-3]):([0-5]\d)$/;

/** `FRI 18:00` as the cron that it abbreviates; anything else as it stands. */
function expressionOf(text: string): string {
  const [, day, hour, minute] = weekly.exec(text) ?? [];
  return day === undefined ? text : `cron(${Number(minute)} ${Number(hour)} ? * ${day} *)`;
}

/**
 * The next time of an end after another one, both as clocks on the wall show them. Undefined where the text is no end of a
 * window; a `rate` is none, since it says how often and not when.
 */
function wallTimesOf(text: string): ((after: number) => number | undefined) | undefined {
  // In UTC each time of the wall comes once; what the zone makes of it is decided by whoever asks.
  const timing = timingOf(expressionOf(text), "UTC");
  if (timing?.kind === "cron") return timing.next;
  if (timing?.kind !== "at") return undefined;
  const { at } = timing;
  return (after) => (at !== undefined && at > after ? at : undefined);
}

const End = z.string().refine((text) => wallTimesOf(text) !== undefined, {
  error:
    "write a weekday with a time, such as FRI 18:00, or cron(…) or at(…) as EventBridge Scheduler takes them",
});

/** A time in which nothing new is released, again and again or once. */
export const FreezeWindow = z.strictObject({
  from: field(End, { description: "when it begins", example: "FRI 18:00" }),
  to: field(End, { description: "when it ends", example: "MON 08:00" }),
  timeZone: field(
    z.string().refine(isZone, { error: "the IANA database has no such zone; Europe/Berlin is one" }),
    { description: "zone of both", example: "Europe/Berlin" },
  ),
  reason: field(z.string().min(1), {
    description: "why, for those who are refused",
    example: "nobody is at work",
  }),
});
export type FreezeWindow = z.output<typeof FreezeWindow>;

const dayMs = 86_400_000;
/** Further back no end is looked for: the cron that comes most seldom, of 29 February, comes every four or eight years. */
const longestMs = 9 * 366 * dayMs;

/**
 * Whether a window is open at an instant, and until when (undefined: it has no end); undefined where it is shut. Open from
 * the first instant on, shut from the last one on. A clock change makes a window longer, never shorter, and never drops it:
 * an end that the change skips counts when the clocks change, and of a repeated hour the beginning counts in its first turn
 * and the end in its second. (AWS's own cron leaves a skipped time out, which here would leave out the freeze.)
 */
export function openAt(
  { from, to, timeZone }: Pick<FreezeWindow, "from" | "to" | "timeZone">,
  now: number,
): { readonly until: number | undefined } | undefined {
  const begun = lastOf(from, timeZone, "first", now);
  const ended = lastOf(to, timeZone, "last", now);
  if (begun === undefined || (ended !== undefined && ended > begun)) return undefined;
  return { until: nextOf(to, timeZone, now) };
}

type Turn = "first" | "last";

/** The latest time of an end, up to and with `now`. */
function lastOf(text: string, zone: string, turn: Turn, now: number): number | undefined {
  const next = wallTimesOf(text);
  if (!next) return undefined;
  const reached = (wall: number | undefined): wall is number =>
    wall !== undefined && instantOfEnd(wall, zone, turn) <= now;
  // Bisected: the times after `low` have begun to come, those after `high` have not.
  let low = now - longestMs;
  let high = now + 2 * dayMs;
  if (!reached(next(low))) return undefined;
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2);
    if (reached(next(middle))) low = middle;
    else high = middle;
  }
  const wall = next(low);
  return wall === undefined ? undefined : instantOfEnd(wall, zone, turn);
}

/** The first time of the end of a window after `now`. */
function nextOf(text: string, zone: string, now: number): number | undefined {
  const next = wallTimesOf(text);
  for (let wall = next?.(now - 2 * dayMs); wall !== undefined; wall = next?.(wall)) {
    const instant = instantOfEnd(wall, zone, "last");
    if (instant > now) return instant;
  }
  return undefined;
}

/** When clocks show a time; one that they skip, when they skip it. */
function instantOfEnd(wall: number, zone: string, turn: Turn): number {
  const instants = instantsOf(wall, zone);
  return (turn === "first" ? instants[0] : instants.at(-1)) ?? skippedAt(wall, zone);
}
