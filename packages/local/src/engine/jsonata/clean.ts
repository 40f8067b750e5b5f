import type { Json } from "../json.ts";

/**
 * Turns what jsonata returns into plain JSON. jsonata marks arrays (`sequence`, `cons`, `keepSingleton`), and a marked array
 * that came back as a variable would be flattened where a plain one is not. Plain parts are returned as they are, without a
 * copy. Returns undefined where the value, or a part of it, is not JSON: a function, a regular expression, undefined.
 */
export function clean(value: unknown): Json | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : undefined;
    case "object":
      if (value === null) return null;
      return Array.isArray(value) ? cleanArray(value) : cleanObject(value);
    default:
      return undefined;
  }
}

interface Marked {
  readonly sequence?: unknown;
  readonly cons?: unknown;
  readonly keepSingleton?: unknown;
}

function cleanArray(array: readonly unknown[] & Marked): readonly Json[] | undefined {
  let same = !(array.sequence || array.cons || array.keepSingleton);
  const copy: Json[] = [];
  for (const item of array) {
    const cleaned = clean(item);
    if (cleaned === undefined) return undefined;
    if (cleaned !== item) same = false;
    copy.push(cleaned);
  }
  return same ? (array as readonly Json[]) : copy; // every item was just found to be JSON
}

function cleanObject(object: object): Json | undefined {
  // Functions of jsonata's own are plain objects too, but have members that are functions.
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  let same = true;
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(object)) {
    if (item === undefined) {
      same = false;
      continue;
    }
    const cleaned = clean(item);
    if (cleaned === undefined) return undefined;
    if (cleaned !== item) same = false;
    copy[key] = cleaned;
  }
  return same ? (object as Json) : copy; // every member was just found to be JSON
}
