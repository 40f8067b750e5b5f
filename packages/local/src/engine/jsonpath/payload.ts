import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import { compilePathExpression } from "./expression.ts";
import type { PathScope } from "./scope.ts";

/** A payload template: Parameters, ResultSelector, ItemSelector, Assign. */
export type Payload = (scope: PathScope) => Json;

/** Members whose names end in `.$` are paths or intrinsic functions, however deep; all else is as it stands. */
export function compilePayload(value: Json): Payload {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => compilePayload(item));
    return (scope) => items.map((item) => item(scope));
  }
  if (!isObject(value)) return () => value;
  const members = Object.entries(value).map(([key, member]) => compileMember(key, member));
  return (scope) => Object.fromEntries(members.map(([key, member]) => [key, member(scope)]));
}

/** A member under the name that it will have. */
export function compileMember(key: string, value: Json): readonly [name: string, payload: Payload] {
  if (!key.endsWith(".$")) return [key, compilePayload(value)];
  if (typeof value !== "string") throw new SyntaxError(`'${key}' must be a text`);
  return [key.slice(0, -2), compilePathExpression(value, key)];
}
