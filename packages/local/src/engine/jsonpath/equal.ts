import type { Json } from "../json.ts";
import { isObject } from "../json.ts";

/** Whether two values are the same JSON, whatever the order of members. */
export function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item: Json, index) => b[index] !== undefined && equal(item, b[index]))
    );
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => {
      const [left, right] = [a[key], Object.hasOwn(b, key) ? b[key] : undefined];
      return left !== undefined && right !== undefined && equal(left, right);
    })
  );
}
