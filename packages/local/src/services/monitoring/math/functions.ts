import { unsupported } from "../../supported.ts";
import type { Scope } from "./compute.ts";
import { onList } from "./list-functions.ts";
import { reducers } from "./reducers.ts";
import { eachSeries } from "./series-functions.ts";
import { ofTime } from "./time-functions.ts";
import { syntax } from "./token.ts";
import { at, isList, type Points, type Value } from "./value.ts";

/** What the local cloud has of metric math's functions; ANOMALY_DETECTION_BAND and others are refused by name. */
export function call(name: string, args: readonly Value[], scope: Scope): Value {
  if (name === "FILL") return fill(args, scope);
  if (name === "IF") return choose(args, scope);
  const fromList = onList(name, args, scope.text);
  if (fromList !== undefined) return fromList;
  const [value] = args;
  const onTime = ofTime[name];
  const onSeries = eachSeries[name];
  const reduce = reducers[name];
  if (
    !onTime &&
    !onSeries &&
    !reduce &&
    name !== "TIME_SERIES" &&
    name !== "METRIC_COUNT" &&
    name !== "DATAPOINT_COUNT"
  )
    throw unsupported("metric math", `the function ${name}`);
  if (value === undefined || args.length !== 1) throw syntax(scope.text, `${name} takes one argument`);
  if (onTime) {
    if (!(value instanceof Map)) throw syntax(scope.text, `${name} takes a time series`);
    return new Map(scope.starts.map((start) => [start, onTime(new Date(start))]));
  }
  if (onSeries) return onSeries(value, scope);
  if (name === "TIME_SERIES")
    return new Map(scope.starts.map((start) => [start, scalar(name, value, scope)]));
  if (name === "METRIC_COUNT") return isList(value) ? value.length : 1;
  if (typeof value === "number") return value;
  const ofEach = reduce ?? ((values: readonly number[]) => values.length);
  // One series becomes one number; a list of series becomes one series, over what is there in each period.
  if (!isList(value)) return ofEach([...value.values()]);
  const result = new Map<number, number>();
  for (const start of scope.starts) {
    const there = value.flatMap((points) => points.get(start) ?? []);
    // A missing value is 0 for AVG (using-metric-math.html), and nothing is said of it for the others.
    const absent = name === "AVG" ? value.length - there.length : 0;
    if (there.length > 0) result.set(start, ofEach([...there, ...Array<number>(absent).fill(0)]));
  }
  return result;
}

function scalar(name: string, value: Value, scope: Scope): number {
  if (typeof value !== "number") throw syntax(scope.text, `${name} takes a number`);
  return value;
}

/** FILL(series, number), FILL(series, REPEAT) or FILL(series, LINEAR), also on each series of a list. */
function fill([points, filler]: readonly Value[], scope: Scope): Value {
  if (points === undefined || typeof points === "number")
    throw syntax(scope.text, "FILL takes a time series first");
  if (filler === undefined || isList(filler))
    throw syntax(scope.text, "FILL takes a number, a time series, REPEAT or LINEAR second");
  return isList(points)
    ? points.map((each) => filled(each, filler, scope.starts))
    : filled(points, filler, scope.starts);
}

function filled(points: Points, filler: number | Points, starts: readonly number[]): Points {
  const result = new Map<number, number>();
  const known = starts.filter((start) => points.has(start));
  for (const start of starts) {
    const value = points.get(start) ?? fillerAt(points, filler, start, known);
    if (value !== undefined) result.set(start, value);
  }
  return result;
}

function fillerAt(
  points: Points,
  filler: number | Points,
  start: number,
  known: readonly number[],
): number | undefined {
  if (filler !== repeat && filler !== linear) return at(filler, start);
  const before = known.findLast((other) => other < start);
  const after = known.find((other) => other > start);
  const [from, to] = [points.get(before ?? Number.NaN), points.get(after ?? Number.NaN)];
  if (filler === repeat || before === undefined || after === undefined) return from;
  if (from === undefined || to === undefined) return undefined;
  return from + ((to - from) * (start - before)) / (after - before);
}

/** Stands for the word LINEAR, which is no metric; past the last value FILL repeats it. */
export const linear: Points = new Map();

/** Stands for the word REPEAT, which is no metric. */
export const repeat: Points = new Map();

/**
 * IF(condition, value, otherwise): without `otherwise`, periods whose condition is 0 are absent. Where a series as condition
 * holds and the value has none, it is 0 (the tables of using-metric-math.html).
 */
function choose([condition, yes, no]: readonly Value[], scope: Scope): Value {
  if (condition === undefined || yes === undefined || [condition, yes, no].some((v) => v && isList(v)))
    throw syntax(scope.text, "IF takes a condition and one or two values");
  const pick = (start: number): number | undefined => {
    const holds = isList(condition) ? undefined : at(condition, start);
    const chosen = holds ? yes : holds === undefined ? undefined : no;
    if (chosen === undefined || isList(chosen)) return undefined;
    return at(chosen, start) ?? (holds && typeof condition !== "number" ? 0 : undefined);
  };
  if ([condition, yes, no].every((value) => value === undefined || typeof value === "number"))
    return pick(0) ?? 0;
  const result = new Map<number, number>();
  for (const start of scope.starts) {
    const value = pick(start);
    if (value !== undefined) result.set(start, value);
  }
  return result;
}
