import type { Catalogue, ClassEntry } from "@signalbox/core/backup/catalogue/entries";
import type { RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import { suggestion } from "@signalbox/core/closest";
import { usageError } from "../user-error.ts";

/** The class of that name. Throws a usage error with the one that was probably meant. */
export function classNamed({ classes }: Catalogue, typed: string): ClassEntry {
  const found = classes.find(({ id }) => id === typed);
  if (found) return found;
  const names = classes.map(({ id }) => id);
  throw usageError(
    `there is no class ${typed}`,
    suggestion(typed, names),
    "signalbox backup list shows the classes",
  );
}

/** What tells a point from others: the last part of its ARN. */
export const shortPoint = (id: string): string => id.split(/[:/]/).at(-1) ?? id;

/** The point of that ARN, last part of an ARN, or beginning of such. Throws a usage error for none and for several. */
export function pointNamed(points: readonly RecoveryPoint[], typed: string): RecoveryPoint {
  const made = points.filter((point) => point.made !== undefined);
  const whole = made.find(({ id }) => id === typed || shortPoint(id) === typed);
  if (whole) return whole;
  const found = made.filter(({ id }) => shortPoint(id).startsWith(typed));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw usageError(
    found.length > 1 ? `${found.length} points begin with ${typed}` : `there is no point ${typed}`,
    found.length > 1
      ? found.map(({ id }) => shortPoint(id)).join(", ")
      : made.length === 0
        ? "no point was made yet"
        : suggestion(
            typed,
            made.slice(-5).map(({ id }) => shortPoint(id)),
          ),
    "signalbox backup list --class shows the points of a class",
  );
}

interface Typed {
  readonly time: string | undefined;
  readonly point: string | undefined;
}

/** What a person asks back. Throws a usage error unless it is one of time and point. */
export function askedFor({ time, point }: Typed, points: readonly RecoveryPoint[]): Asked {
  if ((time === undefined) === (point === undefined))
    throw usageError(
      time === undefined ? "nothing says as of when" : "--time and --point contradict each other",
      "a restore goes back to one moment, or to one point",
      "give --time such as 2026-11-21T21:59:00Z, or --point",
    );
  return time === undefined ? { point: pointNamed(points, point ?? "").id } : { time: Date.parse(time) };
}
