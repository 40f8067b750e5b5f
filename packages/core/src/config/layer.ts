import { isRecord } from "./merge.ts";
import type { Path } from "./path.ts";

/** Part of the configuration, and where it came from as a person knows it: a file, an environment variable. */
export interface Layer {
  readonly origin: string;
  readonly layer: object;
}

/** Of what no layer gave. */
export const byDefault = "default";

/**
 * Which layer gave what stands at a path: the last that has it. A list or a single value decides for all beneath it,
 * since it replaces what earlier layers had there.
 */
export function originOf(layers: readonly Layer[], path: Path): string {
  for (const { origin, layer } of layers.toReversed()) {
    const found = look(layer, path);
    if (found === "here") return origin;
    if (found === "decided") return byDefault;
  }
  return byDefault;
}

function look(layer: unknown, path: Path): "here" | "decided" | "absent" {
  let within = layer;
  let inList = false;
  for (const key of path) {
    if (Array.isArray(within)) inList = true;
    else if (!isRecord(within)) return "decided";
    const next: unknown = Object.entries(within).find(([name]) => name === `${key}`)?.[1];
    if (next === undefined) return inList ? "decided" : "absent";
    within = next;
  }
  return within === null ? "decided" : "here";
}
