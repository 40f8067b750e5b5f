import type { Json } from "../json.ts";
import type { Chance } from "../jsonata/functions.ts";
import type { Visit } from "../visit.ts";
import type { Path } from "./path.ts";
import { findOne } from "./select.ts";

/** What paths and intrinsic functions see. */
export interface PathScope {
  /** `$`. */
  readonly input: Json;
  /** `$$`; made only when it is asked for. */
  context(): Json;
  readonly variables: Readonly<Record<string, Json>>;
  readonly chance: Chance;
}

/** The scope of a state in which `$` is `input`; `item` is what a Map is about to start on. */
export function scopeOf(visit: Visit, input: Json, item = visit.thread.frame.item): PathScope {
  const { run, frame } = visit.thread;
  return { input, context: () => visit.context(item), variables: frame.variables, chance: run };
}

/** What a path starts from; undefined for a variable that was never assigned. */
export function rootOf({ root }: Path, scope: PathScope): Json | undefined {
  if (root === "input") return scope.input;
  if (root === "context") return scope.context();
  return Object.hasOwn(scope.variables, root.variable) ? scope.variables[root.variable] : undefined;
}

/** What a path leads to, or undefined where that is nothing. An indefinite path leads to a list. */
export function lookUp(path: Path, scope: PathScope): Json | undefined {
  const root = rootOf(path, scope);
  return root === undefined ? undefined : findOne(path.steps, root);
}
