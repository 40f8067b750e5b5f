import { reducers } from "./reducers.ts";
import { syntax } from "./token.ts";
import { isList, type Points, type Value } from "./value.ts";

type OnList = (list: readonly Points[], numbers: readonly number[], text: string) => Value;

/** What takes a list of series, and numbers after it (using-metric-math.html, functions). */
const onLists: Readonly<Record<string, OnList>> = {
  FIRST: (list) => list[0] ?? new Map(),
  LAST: (list) => list.at(-1) ?? new Map(),
  REMOVE_EMPTY: (list) => list.filter(({ size }) => size > 0),
  /** From a start, counted from 0, up to but without an end. */
  SLICE: (list, [from, to], text) => {
    if (from === undefined) throw syntax(text, "SLICE takes a list, a start and perhaps an end");
    return list.slice(from, to);
  },
};

/** FIRST, LAST, REMOVE_EMPTY and SLICE; undefined where the name is none of these. */
export function onList(name: string, [list, ...rest]: readonly Value[], text: string): Value | undefined {
  const apply = onLists[name];
  if (!apply) return undefined;
  if (list === undefined || !isList(list)) throw syntax(text, `${name} takes a list of time series`);
  const numbers = rest.map((value) => {
    if (typeof value !== "number") throw syntax(text, `${name} takes numbers after the list`);
    return value;
  });
  return apply(list, numbers, text);
}

/** SORT(list, AVG | MIN | MAX | SUM, ASC | DESC, at most so many): series by a number of each; those without any come last. */
export function sort(list: Value, by: string, order: string, most: Value | undefined, text: string): Value {
  const of = ["AVG", "MIN", "MAX", "SUM"].includes(by) ? reducers[by] : undefined;
  const sign = { ASC: 1, DESC: -1 }[order];
  if (!isList(list) || !of || sign === undefined || !(most === undefined || typeof most === "number"))
    throw syntax(text, "SORT takes a list, AVG, MIN, MAX or SUM, then ASC or DESC, and perhaps a number");
  const [there, empty] = [list.filter(({ size }) => size > 0), list.filter(({ size }) => size === 0)];
  const sorted = there
    .map((points) => ({ points, value: of([...points.values()]) }))
    .sort((a, b) => sign * (a.value - b.value));
  return [...sorted.map(({ points }) => points), ...empty].slice(0, most);
}
