import { timingOf } from "../../schedule/expression.ts";
import { isZone } from "../../schedule/wall-clock.ts";
import type { Path } from "../path.ts";
import { type Finding, meant } from "../problem.ts";
import { check } from "./check.ts";

const expressions =
  'cron(minutes hours day month weekday year) with "?" for one of the days, or rate(5 minutes)';

export const schedulesRepeat = check(
  "each schedule is a cron() or rate() of EventBridge Scheduler that comes again",
  ["backup"],
  function* ({ backup }) {
    for (const [name, { schedule, timezone }] of Object.entries(backup.classes)) {
      const path = ["backup", "classes", name, "schedule"];
      const timing = timingOf(schedule, isZone(timezone) ? timezone : "UTC");
      if (timing === undefined || timing.kind === "at")
        yield {
          path,
          wrong: "EventBridge Scheduler knows no such repeating schedule",
          allowed: expressions,
          ...nearCron(schedule),
        };
      else if (timing.kind === "cron" && timing.next(0) === undefined)
        yield { path, wrong: "there is no such time in any year", allowed: expressions };
    }
  },
);

/** Five fields are Unix's cron: AWS has a year besides, and "?" where no day is meant. */
function nearCron(schedule: string): Pick<Finding, "suggestion"> {
  const fields = schedule
    .replace(/^cron\((.*)\)$/, "$1")
    .trim()
    .split(/\s+/);
  const [minutes = "", hours = "", day = "", month = "", weekday = ""] = fields;
  if (fields.length < 5 || fields.length > 6) return {};
  const days = day === "*" && weekday !== "*" && weekday !== "?" ? ["?", weekday] : [day, "?"];
  const likely = `cron(${[minutes, hours, days[0], month, days[1], fields[5] ?? "*"].join(" ")})`;
  return timingOf(likely, "UTC") === undefined ? {} : { suggestion: `did you mean ${likely}?` };
}

export const backupZonesExist = check(
  "the time zones of schedules exist",
  ["backup"],
  function* ({ backup }) {
    for (const [name, { timezone }] of Object.entries(backup.classes))
      yield* zoneExists(["backup", "classes", name, "timezone"], timezone);
  },
);

export const nightZoneExists = check(
  "the time zone of `nightShutdown` exists",
  ["nightShutdown"],
  function* ({ nightShutdown }) {
    if (nightShutdown) yield* zoneExists(["nightShutdown", "timezone"], nightShutdown.timezone);
  },
);

function* zoneExists(path: Path, zone: string): Generator<Finding> {
  if (isZone(zone)) return;
  yield {
    path,
    wrong: "there is no such time zone",
    allowed: "a name of the IANA database, such as Europe/Berlin or UTC",
    ...meant(zone, Intl.supportedValuesOf("timeZone")),
  };
}

export const nightHasLength = check(
  "the night does not end when it begins",
  ["nightShutdown"],
  function* ({ nightShutdown }) {
    if (nightShutdown && nightShutdown.from === nightShutdown.to)
      yield {
        path: ["nightShutdown", "to"],
        wrong: "the night ends when it begins",
        allowed: "another time than `from`",
      };
  },
);
