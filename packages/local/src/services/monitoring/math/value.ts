import type { Scope } from "./compute.ts";
import { syntax } from "./token.ts";

/** Start of period → value; periods without data are absent. */
export type Points = ReadonlyMap<number, number>;
export type Value = number | Points | readonly Points[];

/**
 * Applies an operator period by period, and to each series of a list. A period that one side lacks is absent in the
 * result, and so is what is no number, such as a division by zero: CloudWatch shows neither.
 */
export function combine(
  apply: (left: number, right: number) => number,
  left: Value,
  right: Value,
  scope: Scope,
): Value {
  if (typeof left === "number" && typeof right === "number") return apply(left, right);
  if (isList(left) && isList(right)) {
    if (left.length !== right.length)
      throw syntax(scope.text, "two lists of time series must be of the same length");
    return left.map((points, index) => series(apply, points, right[index] ?? new Map()));
  }
  if (isList(left)) return left.map((points) => series(apply, points, one(right)));
  if (isList(right)) return right.map((points) => series(apply, one(left), points));
  return series(apply, left, right);
}

function series(
  apply: (left: number, right: number) => number,
  left: number | Points,
  right: number | Points,
): Points {
  const starts = typeof left === "number" ? periods(right) : periods(left);
  const result = new Map<number, number>();
  for (const start of starts) {
    const a = at(left, start);
    const b = at(right, start);
    if (a === undefined || b === undefined) continue;
    const value = apply(a, b);
    if (Number.isFinite(value)) result.set(start, value);
  }
  return result;
}

/** The other side of a list, which is none itself. */
const one = (value: Value): number | Points => (isList(value) ? new Map() : value);

export function at(value: number | Points, start: number): number | undefined {
  return typeof value === "number" ? value : value.get(start);
}

export function isList(value: Value): value is readonly Points[] {
  return Array.isArray(value);
}

function periods(value: number | Points): Iterable<number> {
  return typeof value === "number" ? [] : value.keys();
}
