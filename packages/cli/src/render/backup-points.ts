import { calendarOf } from "@signalbox/core/backup/catalogue/calendar";
import type { CataloguePoint, ClassEntry } from "@signalbox/core/backup/catalogue/entries";
import { regionOfPoint } from "@signalbox/core/backup/catalogue/point-region";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { shortPoint } from "../backups/find.ts";
import type { Colors } from "../io.ts";
import { iso } from "./backups.ts";
import { colourPhase, phaseLetters } from "./point-phase.ts";
import { facts, table } from "./table.ts";
import { hang } from "./wrap.ts";

/** Newest points that are listed; the calendar has those before. */
const listed = 40;

/** A class: its calendar, then its points, newest first. */
export function renderPoints(entry: ClassEntry, now: number, colors: Colors): string {
  const { points, schedule, overdue, id } = entry;
  if (points.length === 0)
    return `no point of ${id} was made yet; ${schedule?.nextDue === undefined ? "it has no schedule" : `the next one is due at ${iso(schedule.nextDue)}`}`;
  return [
    facts([
      ["class", id],
      ["schedule", schedule && `${schedule.expression} ${schedule.timezone}`],
      ["kept", schedule && keptFor(schedule.retentionDays, schedule.copyRetentionDays)],
      ["next due", schedule?.nextDue === undefined ? undefined : iso(schedule.nextDue)],
      ["overdue", overdue.map(({ error, sentence }) => `${error}: ${sentence}`).join(" ") || undefined],
    ]),
    renderCalendar(entry, now, colors),
    table(
      ["MADE", "PHASE", "VERIFIED", "COPIES", "KEPT UNTIL", "POINT"],
      points
        .toReversed()
        .slice(0, listed)
        .map((point) => rowOf(point, colors)),
    ),
    ...points.slice(-listed).flatMap(notesOf),
  ].join("\n\n");
}

const keptFor = (days: number, copyDays: number | undefined): string =>
  copyDays === undefined ? `${days} d, not copied` : `${days} d, copies ${copyDays} d`;

const rowOf = (
  { id, capturedAt, phase, verifiedAt, copies, made }: CataloguePoint,
  colors: Colors,
): string[] => [
  iso(capturedAt),
  colourPhase(phase, `${phaseLetters[phase]} ${phase}`, colors),
  verifiedAt === undefined ? "" : `${lengthOf(verifiedAt - capturedAt)} later`,
  copies.map(regionOfPoint).join(", "),
  made?.expiresAt === undefined ? "" : iso(made.expiresAt).slice(0, 10),
  shortPoint(id),
];

function notesOf({ id, problem, remarks }: CataloguePoint): string[] {
  const said = [...(problem ? [`${problem.error}: ${problem.sentence}`] : []), ...remarks];
  return said.map((one) => hang(`! ${shortPoint(id)}: ${one}`, 2));
}

/** One line a week, or a day of an hourly class: a letter for each point, a dot for none. */
function renderCalendar({ points, schedule }: ClassEntry, now: number, colors: Colors): string {
  const { unit, rows } = calendarOf(points, schedule, now);
  const lines = rows.map(({ wall, cells }) => {
    const marks = cells.map(({ phase, isToCome }) =>
      phase === undefined ? (isToCome ? " " : "·") : colourPhase(phase, phaseLetters[phase], colors),
    );
    return `${new Date(wall).toISOString().slice(0, 10)}  ${marks.join(" ")}`.trimEnd();
  });
  const head = unit === "day" ? "M T W T F S S" : "0     3     6     9     12    15    18    21";
  const legend = Object.entries(phaseLetters).map(([phase, letter]) => `${letter} ${phase}`);
  return [`${" ".repeat(12)}${head}`, ...lines, colors.dim(`${legend.join("  ")}  · none`)].join("\n");
}
