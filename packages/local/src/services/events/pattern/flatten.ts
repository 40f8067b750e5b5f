import type { Leaf } from "./condition.ts";

/** Which element of which array a value lies in, innermost first. */
export interface Place {
  readonly array: number;
  readonly index: number;
  readonly outer: Place | undefined;
}

export interface Found {
  readonly value: Leaf;
  readonly place: Place | undefined;
}

/** An event opened once for all rules: path → values there. Empty arrays and objects leave nothing. */
export type Flat = ReadonlyMap<string, readonly Found[]>;

export function flatten(event: object): Flat {
  const flat = new Map<string, Found[]>();
  let arrays = 0;
  const visit = (path: string, value: unknown, place: Place | undefined): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      for (let index = 0; index < value.length; index++) {
        const element: unknown = value[index];
        // Only objects bind several paths together, so plain values need no place of their own.
        const bound = typeof element === "object" && element !== null;
        visit(path, element, bound ? { array, index, outer: place } : place);
      }
    } else if (typeof value === "object" && value !== null) members(`${path}.`, value, place);
    else if (isLeaf(value)) {
      const found = flat.get(path);
      if (found) found.push({ value, place });
      else flat.set(path, [{ value, place }]);
    }
  };
  const members = (prefix: string, value: object, place: Place | undefined): void => {
    for (const [name, member] of Object.entries(value)) visit(prefix + name, member, place);
  };
  members("", event, undefined);
  return flat;
}

function isLeaf(value: unknown): value is Leaf {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}
