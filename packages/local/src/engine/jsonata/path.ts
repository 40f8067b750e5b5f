import type { ExprNode } from "jsonata";
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";

/** `$variable.name.name…` with nothing else in it. */
export interface Path {
  readonly variable: string;
  readonly names: readonly string[];
}

/** A node with any other member means more than a plain name: predicates, grouping, `[]`, `@`, `#`, `%`. */
const plainKeys = new Set(["type", "value", "position", "steps"]);
const isPlain = (node: ExprNode): boolean => Object.keys(node).every((key) => plainKeys.has(key));

/** The path that an expression is, or undefined where it is anything more than a path of plain names. */
export function plainPath(ast: ExprNode): Path | undefined {
  if (!isPlain(ast)) return undefined;
  const [first, ...rest] = ast.type === ("path" as string) ? (ast.steps ?? []) : [ast]; // jsonata's types lack "path"
  if (first?.type !== "variable" || first.value === "" || first.value === "$" || !isPlain(first))
    return undefined;
  if (!rest.every((step) => step.type === "name" && isPlain(step))) return undefined;
  return { variable: String(first.value), names: rest.map((step) => String(step.value)) };
}

/**
 * Follows a path through plain objects. Returns undefined wherever JSONata would do more than that (map over an array,
 * find nothing), so that the caller asks JSONata itself.
 */
export function follow(path: Path, bindings: Readonly<Record<string, Json>>): Json | undefined {
  let value = Object.hasOwn(bindings, path.variable) ? bindings[path.variable] : undefined;
  for (const name of path.names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
