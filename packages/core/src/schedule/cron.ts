import { Cron } from "croner";
import { remembered } from "../remembered.ts";
import { instantOf, wallOf } from "./wall-clock.ts";

/** The next time after an instant, in milliseconds since 1970; undefined when there is none any more. */
export type Next = (after: number) => number | undefined;

/** More times than one clock change of an hour can skip, one each second. */
const skippedAtMost = 4000;

/**
 * AWS's cron: minutes, hours, day of month, month, day of week (1 is Sunday), year. Each time of the wall clock is met
 * once: one that a clock change skips is left out, one that it repeats counts at its first turn. Undefined for what
 * AWS refuses, and for what croner cannot say: ranges that wrap around (FRI-MON) and days before the last (L-3).
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export const cron = (text: string, zone: string): Next | undefined => scheduleOf({ text, zone });

/** Schedules, and of each a day of minutes. */
const rememberedAtMost = 1_440;

/** What a platform's schedules say is mostly the same: each minute of one, in every region, is counted out once. */
const scheduleOf = remembered(read, ({ text, zone }) => `${zone} ${text}`, rememberedAtMost);

function read({ text, zone }: { readonly text: string; readonly zone: string }): Next | undefined {
  const pattern = patternOf(text.trim().toUpperCase().split(/\s+/));
  if (pattern === undefined) return undefined;
  let job: Cron;
  try {
    // Read in UTC: croner runs a skipped time when the gap ends, and repeats hourly ones, as AWS does not.
    job = new Cron(pattern, {
      mode: "7-part",
      timezone: "UTC",
      alternativeWeekdays: true,
      sloppyRanges: true,
      paused: true,
    });
  } catch {
    return undefined;
  }
  const nextAfter: Next = (after) => {
    let wall: number | undefined = wallOf(after, zone);
    for (let turn = 0; turn < skippedAtMost; turn++) {
      wall = job.nextRun(new Date(wall))?.getTime();
      if (wall === undefined) return undefined;
      const instant = instantOf(wall, zone);
      if (instant !== undefined && instant > after) return instant;
    }
    return undefined;
  };
  // Who runs a schedule asks twice after each time: when it is due again, and whether it is complete. croner takes 30 µs to say it,
  // and in virtual time every world begins at the same hour.
  return remembered(nextAfter, (after) => after, rememberedAtMost);
}

const number = /^\d+$/;
const yearsFrom = 1970;
const yearsTo = 2199;

function patternOf(fields: readonly string[]): string | undefined {
  if (fields.length !== 6) return undefined;
  const [minutes = "", hours = "", day = "", month = "", weekday = "", year = ""] = fields;
  if (![minutes, hours, month, year].every((field) => /^[\dA-Z*,/-]+$/.test(field))) return undefined;
  // One of the two days must say "no particular one".
  if ((day === "?") === (weekday === "?")) return undefined;
  if (!/^(\?|[\dLW*,/-]+)$/.test(day) || !/^(\?|[\dA-Z*,/#-]+)$/.test(weekday)) return undefined;
  const years = year.split(/[,/-]/).filter((part) => number.test(part) && part.length > 3);
  if (years.some((part) => Number(part) < yearsFrom || Number(part) > yearsTo)) return undefined;
  // "L" alone is the week's last day, Saturday.
  return ["0", minutes, hours, day, month, weekday === "L" ? "7" : weekday, year].join(" ");
}
