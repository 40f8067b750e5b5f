import type { Item, Value } from "../value.ts";
import type { Parser } from "./parser.ts";

/** A top-level attribute, then members of maps (text) and of lists (numbers). */
export type Path = readonly [string, ...(string | number)[]];

export function valueAt(item: Item, [name, ...rest]: Path): Value | undefined {
  let value = item.get(name);
  for (const element of rest) {
    if (typeof element === "number") value = value?.type === "L" ? value.value[element] : undefined;
    else value = value?.type === "M" ? value.value.get(element) : undefined;
  }
  return value;
}

/** As DynamoDB writes a path in its errors. */
export function pathText(path: Path): string {
  return `[${path.map((element) => (typeof element === "number" ? `[${element}]` : element)).join(", ")}]`;
}

/** Throws when two paths are equal, lie within each other or take the same thing for a map and a list. */
export function checkDisjoint(parser: Parser, paths: readonly Path[]): void {
  for (const [index, path] of paths.entries())
    for (const other of paths.slice(0, index)) {
      const fault = faultOf(other, path);
      if (fault)
        throw parser.error(
          `Two document paths ${fault} with each other; must remove or rewrite one of these paths; path one: ${pathText(other)}, path two: ${pathText(path)}`,
        );
    }
}

function faultOf(one: Path, two: Path): "overlap" | "conflict" | undefined {
  for (let index = 0; index < Math.min(one.length, two.length); index++) {
    if (one[index] === two[index]) continue;
    return typeof one[index] === typeof two[index] ? undefined : "conflict";
  }
  return "overlap";
}
