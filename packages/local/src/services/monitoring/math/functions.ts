import { unsupported } from "../../supported.ts";
import type { Scope } from "./compute.ts";
import { syntax } from "./token.ts";
import { at, isList, type Points, type Value } from "./value.ts";

const reducers: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

/** SUM, AVG, MIN, MAX, FILL and IF; other functions of metric math are refused by name. */
export function call(name: string, args: readonly Value[], scope: Scope): Value {
  if (name === "FILL") return fill(args, scope);
  if (name === "IF") return choose(args, scope);
  const reduce = reducers[name];
  if (!reduce) throw unsupported("metric math", `the function ${name}`);
  const [value] = args;
  if (value === undefined || args.length !== 1) throw syntax(scope.text, `${name} takes one argument`);
  if (typeof value === "number") return value;
  // One series becomes one number; a list of series becomes one series, over what is there in each period.
  if (!isList(value)) return reduce([...value.values()]);
  const result = new Map<number, number>();
  for (const start of scope.starts) {
    const there = value.flatMap((points) => points.get(start) ?? []);
    if (there.length > 0) result.set(start, reduce(there));
  }
  return result;
}

/** FILL(series, number) or FILL(series, REPEAT); LINEAR is refused. */
function fill([points, filler]: readonly Value[], scope: Scope): Value {
  if (!(points instanceof Map)) throw syntax(scope.text, "FILL takes a time series first");
  const result = new Map<number, number>();
  let before: number | undefined;
  for (const start of scope.starts) {
    const value = points.get(start) ?? fillerAt(filler, start, before, scope);
    if (value === undefined) continue;
    result.set(start, value);
    before = value;
  }
  return result;
}

function fillerAt(
  filler: Value | undefined,
  start: number,
  before: number | undefined,
  scope: Scope,
): number | undefined {
  if (filler === undefined || isList(filler))
    throw syntax(scope.text, "FILL takes a number, a time series or REPEAT second");
  return filler === repeat ? before : at(filler, start);
}

/** Stands for the word REPEAT, which is no metric. */
export const repeat: Points = new Map();

/** IF(condition, value, otherwise): without `otherwise`, periods whose condition is 0 are absent. */
function choose([condition, yes, no]: readonly Value[], scope: Scope): Value {
  if (condition === undefined || yes === undefined || [condition, yes, no].some((v) => v && isList(v)))
    throw syntax(scope.text, "IF takes a condition and one or two values");
  const pick = (start: number): number | undefined => {
    const holds = isList(condition) ? undefined : at(condition, start);
    const chosen = holds ? yes : holds === undefined ? undefined : no;
    return chosen === undefined || isList(chosen) ? undefined : at(chosen, start);
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
