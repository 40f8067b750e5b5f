import type { Json } from "../json.ts";
import { isObject } from "../json.ts";

/** A function at the end of a path, such as `$.list.length()`; undefined where the value is none that it takes. */
export function pathFunction(name: string, value: Json): Json | undefined {
  if (name === "keys") return isObject(value) ? Object.keys(value) : undefined;
  if (name === "length" || name === "size") return lengthOf(value);
  if (!Array.isArray(value)) return undefined;
  const numbers = value.filter((item) => typeof item === "number");
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (name) {
    case "min":
      return numbers.reduce((least, number) => Math.min(least, number));
    case "max":
      return numbers.reduce((most, number) => Math.max(most, number));
    case "avg":
      return sum / numbers.length;
    default:
      return sum;
  }
}

function lengthOf(value: Json): number | undefined {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}
