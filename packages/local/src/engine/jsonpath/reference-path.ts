import { PathError } from "../error.ts";
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import { parsePath } from "./parse-path.ts";
import type { Path } from "./path.ts";

/** Parses a path that leads to exactly one place in the input, as ResultPath must. Throws SyntaxError. */
export function parseReferencePath(text: string): Path {
  const path = parsePath(text);
  const single = path.steps.every(
    (step) =>
      (step.kind === "names" && step.names.length === 1) ||
      (step.kind === "indices" && step.indices.length === 1),
  );
  if (!single || path.root !== "input") throw new SyntaxError(`'${text}' is not a reference path`);
  return path;
}

/** A copy of `target` with `value` where the path leads; objects on the way are made where they are missing. */
export function put(path: Path, target: Json, value: Json): Json {
  return within(path, 0, target, value);
}

function within(path: Path, depth: number, target: Json | undefined, value: Json): Json {
  const step = path.steps[depth];
  if (!step) return value;
  if (step.kind === "indices") {
    const [index = 0] = step.indices;
    if (!Array.isArray(target) || index < 0 || index >= target.length) throw noMatch(path, target);
    return target.with(index, within(path, depth + 1, target[index], value));
  }
  const name = step.kind === "names" ? (step.names[0] ?? "") : "";
  if (target !== undefined && !isObject(target)) throw noMatch(path, target);
  return { ...target, [name]: within(path, depth + 1, target?.[name], value) };
}

const noMatch = ({ text }: Path, target: Json | undefined): PathError =>
  new PathError(
    `Unable to apply ReferencePath ${text} to input ${JSON.stringify(target ?? null)}`,
    "States.ResultPathMatchFailure",
  );
