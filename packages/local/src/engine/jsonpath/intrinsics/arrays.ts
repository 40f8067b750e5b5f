import type { Json } from "../../json.ts";
import { isObject } from "../../json.ts";
import { equal } from "../equal.ts";
import { integerOf, listOf } from "./arguments.ts";
import { IntrinsicError } from "./error.ts";

type Run = (args: readonly Json[]) => Json;

export const partition: Run = ([list, size]) => {
  const items = listOf(list);
  const length = integerOf(size);
  if (length < 1) throw new IntrinsicError("The chunk size must be a positive number");
  const count = Math.ceil(items.length / length);
  return Array.from({ length: count }, (_, index) => items.slice(index * length, (index + 1) * length));
};

export const contains: Run = ([list, value]) => listOf(list).some((item) => equal(item, value ?? null));

export const range: Run = ([first, last, step]) => {
  const [from, to, by] = [integerOf(first), integerOf(last), integerOf(step)];
  if (by === 0) throw new IntrinsicError("The step must not be 0");
  const count = Math.max(0, Math.floor((to - from) / by) + 1);
  if (count > 1000) throw new IntrinsicError("The range must not have more than 1000 items");
  return Array.from({ length: count }, (_, index) => from + index * by);
};

export const getItem: Run = ([list, index]) => {
  const items = listOf(list);
  const at = integerOf(index);
  const found = at < 0 ? undefined : items[at];
  if (found !== undefined) return found;
  throw new IntrinsicError(`Index ${at} is out of bounds for an array of ${items.length} items`);
};

/** The first of each value, in their order. */
export const unique: Run = ([list]) => {
  const kept = new Map<string, Json>();
  for (const item of listOf(list)) {
    const text = JSON.stringify(sorted(item));
    if (!kept.has(text)) kept.set(text, item);
  }
  return [...kept.values()];
};

/** The same value with its members in one order, so that equal values have one text. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
