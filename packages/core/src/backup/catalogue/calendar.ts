import { wallOf } from "../../schedule/wall-clock.ts";
import type { PointPhase } from "../recovery-point.ts";
import type { CataloguePoint, ClassSchedule } from "./entries.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of a calendar of days, in weeks from Monday to Sunday. */
const weeks = 5;
/** Of a calendar of hours. */
const days = 7;

export interface Cell {
  /** When it begins as clocks of the class's zone show it: milliseconds since 1970 at which clocks in UTC show the same. */
  readonly wall: number;
  readonly isToCome: boolean;
  /** Oldest first. */
  readonly points: readonly CataloguePoint[];
  /** Of its newest point; undefined where it has none. */
  readonly phase: PointPhase | undefined;
  /** Whether another of its points failed. */
  readonly hadFailure: boolean;
}

export interface Calendar {
  readonly unit: "day" | "hour";
  /** A week of days, or a day of hours; oldest first. */
  readonly rows: readonly { readonly wall: number; readonly cells: readonly Cell[] }[];
}

/**
 * The points of a class by the days, or where it makes several a day by the hours, of its zone: the last 5 weeks, or 7 days.
 * An hour that a clock change repeats is one cell.
 */
export function calendarOf(
  points: readonly CataloguePoint[],
  schedule: Pick<ClassSchedule, "everyMs" | "timezone"> | undefined,
  now: number,
): Calendar {
  const zone = schedule?.timezone ?? "UTC";
  // A day of 23 hours is a day.
  const unit = (schedule?.everyMs ?? dayMs) < 23 * hourMs ? "hour" : "day";
  const cellMs = unit === "hour" ? hourMs : dayMs;
  const present = wallOf(now, zone);
  const by = Map.groupBy(points, ({ capturedAt }) => Math.floor(wallOf(capturedAt, zone) / cellMs));
  const today = Math.floor(present / dayMs);
  const [first, count, width] =
    unit === "hour" ? [today - days + 1, days, 24] : [mondayOf(today) - 7 * (weeks - 1), weeks, 7];
  const cellAt = (wall: number): Cell => {
    const own = by.get(wall / cellMs) ?? [];
    return {
      wall,
      isToCome: wall > present,
      points: own,
      phase: own.at(-1)?.phase,
      hadFailure: own.slice(0, -1).some(({ phase }) => phase === "failed"),
    };
  };
  return {
    unit,
    rows: Array.from({ length: count }, (_, row) => {
      const wall = first * dayMs + row * width * cellMs;
      return { wall, cells: Array.from({ length: width }, (__, at) => cellAt(wall + at * cellMs)) };
    }),
  };
}

/** The Monday of a day's week, both counted from 1970-01-01, which was a Thursday. */
const mondayOf = (day: number): number => day - ((day + 3) % 7);
