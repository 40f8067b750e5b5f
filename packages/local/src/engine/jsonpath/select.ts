import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import type { Step } from "./path.ts";
import { isSingle } from "./path.ts";
import { pathFunction } from "./path-functions.ts";

/** The value to which a definite path leads from `value`, or undefined where there is none. */
export function findOne(steps: readonly Step[], value: Json): Json | undefined {
  let found: Json | undefined = value;
  for (const [index, step] of steps.entries()) {
    if (found === undefined) return undefined;
    if (step.kind === "function") return pathFunction(step.name, found);
    if (!isSingle(step)) return list(steps.slice(index), found, value);
    found = one(step, found);
  }
  return found;
}

/** What an indefinite path finds, or what the function at its end makes of all that. */
function list(steps: readonly Step[], value: Json, root: Json): Json | undefined {
  const last = steps.at(-1);
  if (last?.kind !== "function") return findAll(steps, value, root);
  return pathFunction(last.name, findAll(steps.slice(0, -1), value, root));
}

function one(step: Step, value: Json): Json | undefined {
  if (step.kind === "names") {
    const [name = ""] = step.names;
    if (step.names.length === 1) return member(value, name);
    return isObject(value) ? picked(value, step.names) : undefined;
  }
  return step.kind === "indices" ? item(value, step.indices[0] ?? 0) : undefined;
}

const member = (value: Json, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const item = (value: Json, index: number): Json | undefined =>
  Array.isArray(value) ? value.at(index) : undefined;

const picked = (value: Json, names: readonly string[]): Json =>
  Object.fromEntries(
    names.flatMap((name) => {
      const found = member(value, name);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );

/** Everything to which an indefinite path leads, in document order. What a value does not have is passed over. */
export function findAll(steps: readonly Step[], value: Json, root: Json = value): readonly Json[] {
  let found: readonly Json[] = [value];
  for (const step of steps) found = found.flatMap((each) => [...expand(step, each, root)]);
  return found;
}

function* expand(step: Step, value: Json, root: Json): Generator<Json> {
  switch (step.kind) {
    case "deep":
      yield* descendants(value);
      return;
    case "wildcard":
      yield* children(value);
      return;
    case "slice":
      if (Array.isArray(value)) yield* value.slice(step.start ?? 0, step.end ?? value.length);
      return;
    case "filter":
      for (const each of Array.isArray(value) ? value : [value]) if (step.test(each, root)) yield each;
      return;
    case "indices":
      for (const index of step.indices) {
        const found = item(value, index);
        if (found !== undefined) yield found;
      }
      return;
    default: {
      const found = one(step, value);
      if (found !== undefined) yield found;
    }
  }
}

const children = (value: Json): readonly Json[] => {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
};

function* descendants(value: Json): Generator<Json> {
  yield value;
  for (const child of children(value)) yield* descendants(child);
}

/**
 * What a definite path that leads nowhere lacks, in Jayway's words: "Missing property in path $['a']". An index beyond the
 * array's end is told apart, since AWS takes it as null in payload templates.
 */
export function whatIsMissing(
  steps: readonly Step[],
  value: Json,
): { readonly detail: string; readonly isIndex: boolean } {
  let place = "$";
  let at: Json = value;
  for (const step of steps) {
    place += step.kind === "names" ? `['${step.names.join("','")}']` : "";
    place += step.kind === "indices" ? `[${step.indices.join(",")}]` : "";
    const next = one(step, at);
    if (next !== undefined) {
      at = next;
      continue;
    }
    const isIndex = step.kind === "indices" && Array.isArray(at);
    const what = isIndex ? "Index out of bounds when evaluating path" : "Missing property in path";
    return { detail: `${what} ${place}`, isIndex };
  }
  return { detail: `No results for path: ${place}`, isIndex: false };
}
