import type { FoundService, Release } from "./release.ts";

export interface PlannedWeight {
  readonly weight: number;
  /** Tasks that the candidate needs before it gets this weight, of each service. */
  readonly capacities: Readonly<Record<string, number>>;
}

/** Tasks that serve `weight` percent of what `stableCount` tasks serve now; never less than one. */
export function capacityFor(stableCount: number, weight: number): number {
  return Math.max(1, Math.ceil((stableCount * weight) / 100));
}

interface Planned {
  readonly services: readonly Pick<FoundService, "name" | "stableCount">[];
  readonly policy: Pick<Release["policy"], "ladder">;
}

/** What a release would do, weight by weight. */
export function plan({ services, policy }: Planned): PlannedWeight[] {
  return policy.ladder.map((weight) => ({
    weight,
    capacities: Object.fromEntries(
      services.map(({ name, stableCount }) => [name, capacityFor(stableCount, weight)]),
    ),
  }));
}
