import type { Calendar, Cell } from "@signalbox/core/backup/catalogue/calendar";
import type { PointPhase } from "@signalbox/core/backup/recovery-point";

/** A letter for each phase, so that colour never carries the meaning alone. */
export const phaseLetters: Readonly<Record<PointPhase, string>> = {
  made: "M",
  copied: "C",
  verified: "V",
  failed: "X",
  expired: "E",
};

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `2026-11-22`, or `2026-11-22 02:00`. */
const when = (wall: number, unit: Calendar["unit"]): string => {
  const text = new Date(wall).toISOString();
  return unit === "day" ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
};

/** What a cell says when it is pointed at, and read aloud. */
export function cellTitle({ wall, points, phase, hadFailure }: Cell, unit: Calendar["unit"]): string {
  const day = weekdays[new Date(wall).getUTCDay()];
  const count = points.length > 1 ? `, the newest of ${points.length}` : "";
  const said = points.flatMap(({ problem, remarks }) => [
    ...(problem ? [`${problem.error}: ${problem.sentence}`] : []),
    ...remarks,
  ]);
  const failure = hadFailure ? ", another one failed" : "";
  return [`${day} ${when(wall, unit)}: ${phase ?? "no point"}${count}${failure}`, ...said].join(". ");
}

/** What stands before a row. */
export const rowTitle = (wall: number): string => new Date(wall).toISOString().slice(5, 10);

/** What stands over the columns; of hours, every third. */
export const columnTitles = (unit: Calendar["unit"]): readonly string[] =>
  unit === "day"
    ? ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    : Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
