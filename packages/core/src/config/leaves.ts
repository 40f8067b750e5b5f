import { isRecord } from "./merge.ts";
import type { Path } from "./path.ts";

export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Every single value of a configuration; lists of single values, empty lists and empty records count as one. */
export function* leavesOf(value: unknown, path: Path = []): Generator<Leaf> {
  if (isRecord(value) && Object.keys(value).length > 0)
    for (const [key, within] of Object.entries(value)) yield* leavesOf(within, [...path, key]);
  else if (Array.isArray(value) && value.some(isRecord))
    for (const [index, within] of value.entries()) yield* leavesOf(within, [...path, index]);
  else if (value !== undefined) yield { path, value };
}
