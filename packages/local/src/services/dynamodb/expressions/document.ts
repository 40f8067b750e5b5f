import { invalid } from "../invalid.ts";
import type { Item, Value } from "../value.ts";
import type { Path } from "./path.ts";

/**
 * A copy of the item with one place set, or removed where `value` is undefined. The place's parent must be there;
 * an index past the end of a list appends.
 */
export function replaceAt(item: Item, [name, ...rest]: Path, value: Value | undefined): Item {
  return replaceMember(item, name, rest, value);
}

function replaceMember(
  map: Item,
  name: string,
  rest: readonly (string | number)[],
  value: Value | undefined,
): Item {
  const next = new Map(map);
  const member = replaceWithin(map.get(name), rest, value);
  if (member) next.set(name, member);
  else next.delete(name);
  return next;
}

function replaceWithin(
  old: Value | undefined,
  [element, ...rest]: readonly (string | number)[],
  value: Value | undefined,
): Value | undefined {
  if (element === undefined) return value;
  if (typeof element === "string") {
    if (old?.type !== "M") throw invalidPath();
    return { type: "M", value: replaceMember(old.value, element, rest, value) };
  }
  if (old?.type !== "L") throw invalidPath();
  const member = replaceWithin(old.value[element], rest, value);
  const present = element < old.value.length;
  if (!member) return { type: "L", value: old.value.filter((_, index) => index !== element) };
  return { type: "L", value: present ? old.value.with(element, member) : [...old.value, member] };
}

const invalidPath = () =>
  invalid("The document path provided in the update expression is invalid for update");

/** The parts of an item that the paths name, in their places; lists close up around what was not asked for. */
export function project(item: Item, paths: readonly Path[]): Item {
  return projectMap(item, paths);
}

function projectMap(map: Item, paths: readonly (readonly (string | number)[])[]): Item {
  const parts = [...byFirst(paths)].flatMap(([element, rests]): [string, Value][] => {
    const member = typeof element === "string" ? map.get(element) : undefined;
    const part = member && projectValue(member, rests);
    return part && typeof element === "string" ? [[element, part]] : [];
  });
  return new Map(parts);
}

function projectValue(value: Value, paths: readonly (readonly (string | number)[])[]): Value | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  if (value.type === "M") {
    const part = projectMap(value.value, paths);
    return part.size > 0 ? { type: "M", value: part } : undefined;
  }
  if (value.type !== "L") return undefined;
  const parts = [...byFirst(paths)]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .flatMap(([element, rests]) => {
      const member = typeof element === "number" ? value.value[element] : undefined;
      const part = member && projectValue(member, rests);
      return part ? [part] : [];
    });
  return parts.length > 0 ? { type: "L", value: parts } : undefined;
}

function byFirst(
  paths: readonly (readonly (string | number)[])[],
): Map<string | number, (string | number)[][]> {
  const groups = new Map<string | number, (string | number)[][]>();
  for (const [first, ...rest] of paths)
    if (first !== undefined) groups.set(first, [...(groups.get(first) ?? []), rest]);
  return groups;
}
