import type { ReleasePolicy } from "../release/policy.ts";
import { priced, sum } from "./estimate.ts";
import { Unpriced } from "./price.ts";
import { runLines } from "./run-lines.ts";
import { runs } from "./runs.ts";
import { Usage } from "./usage.ts";

/**
 * USD that one promotion costs at list price, over the workflows that take part in it; undefined where the table has no prices
 * of the region, or nobody has measured one of the workflows.
 */
export function runPrice(
  workflows: readonly string[],
  policy: ReleasePolicy,
  region: string,
): number | undefined {
  const usage = Usage.parse({});
  const place = { region: { region } };
  try {
    const items = workflows.map((name) => {
      const use = runs[name]?.(policy);
      return use && runLines(name, use, 1, usage).flatMap((line) => priced("operations", place, line));
    });
    return items.some((lines) => lines === undefined)
      ? undefined
      : sum(items.flatMap((lines) => lines ?? []));
  } catch (error) {
    if (error instanceof Unpriced) return undefined;
    throw error;
  }
}
