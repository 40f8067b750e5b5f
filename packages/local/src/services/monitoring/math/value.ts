import type { Scope } from "./compute.ts";
import { syntax } from "./token.ts";

/** Start of period → value; periods without data are absent. */
export type Points = ReadonlyMap<number, number>;
export type Value = number | Points | readonly Points[];

/**
 * Applies an operator period by period, and to each series of a list. A period that one of two series lacks counts as 0 there;
 * one that both lack is absent in the result, and so is what is no number, such as a division by zero
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, basic arithmetic and comparison).
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
  const result = new Map<number, number>();
  for (const start of new Set([...periods(left), ...periods(right)])) {
    const value = apply(at(left, start) ?? 0, at(right, start) ?? 0);
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
