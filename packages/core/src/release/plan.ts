import type { Release } from "./release.ts";

export interface PlannedWeight {
  readonly weight: number;
  /** Tasks that the candidate needs before it gets this weight. */
  readonly capacity: number;
}

/** Tasks that serve `weight` percent of what `stableCount` tasks serve now; never less than one. */
export function capacityFor(stableCount: number, weight: number): number {
  return Math.max(1, Math.ceil((stableCount * weight) / 100));
}

/** What a release would do, weight by weight. */
export function plan({ stableCount, policy }: Pick<Release, "stableCount" | "policy">): PlannedWeight[] {
  return policy.ladder.map((weight) => ({ weight, capacity: capacityFor(stableCount, weight) }));
}
