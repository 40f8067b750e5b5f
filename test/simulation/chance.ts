import type { Random } from "@signalbox/local/world/random";

/** One of them. Throws an Error where there is none. */
export function pick<const T>(chance: Random, some: readonly T[]): T {
  const found = some[Math.floor(chance.next() * some.length)];
  if (found === undefined) throw new Error("there is nothing to pick from");
  return found;
}

/** A whole number, both ends included. */
export const between = (chance: Random, least: number, most: number): number =>
  least + Math.floor(chance.next() * (most - least + 1));

/** None up to `most`. */
export const many = <T>(chance: Random, most: number, make: () => T): T[] =>
  Array.from({ length: between(chance, 0, most) }, make);
