import { majority } from "./epoch.ts";
import type { Observation } from "./observation.ts";

/** Observations that a majority of the three ledgers has; a ledger that is silent is undefined. */
export function agreedObservations(ledgers: readonly (readonly Observation[] | undefined)[]): Observation[] {
  const keyed = ledgers
    .flatMap((one) => one ?? [])
    .map((one) => [`${one.observer} ${one.about} ${one.at}`, one] as const);
  return [...Map.groupBy(keyed, ([key]) => key).values()].flatMap((copies) => {
    const [first] = copies;
    return first && copies.length >= majority ? [first[1]] : [];
  });
}

/** The copy of a record that was heard of last, over the ledgers that have it. */
export const newestOf = <T extends { readonly heardAt: string }>(
  copies: readonly (T | undefined)[],
): T | undefined =>
  copies
    .filter((one) => one !== undefined)
    .toSorted((a, b) => a.heardAt.localeCompare(b.heardAt))
    .at(-1);
