/** Hours of a month, as AWS's calculator counts them. */
export const hoursOfMonth = 730;

/** Whole numbers, whose sum is the same in every order. */
const micro = (usd: number): number => Math.round(usd * 1e6);

/** A planned service as money sees it. */
export interface Paid {
  readonly name: string;
  readonly usdPerHour: number;
  /** Replicas that it never goes below, and that it would have. */
  readonly least: number;
  readonly wanted: number;
}

/**
 * Replicas that each service may have when all together may cost so much in a month. The least of all come first, whatever they cost;
 * what is left goes round by round to the service that has the smallest share of what it wants, so that all degrade alike, and in one
 * order: the name decides between two.
 */
export function withinCap(
  services: readonly Paid[],
  monthlyCapUsd: number | undefined,
): ReadonlyMap<string, number> {
  const granted = new Map(services.map(({ name, least, wanted }) => [name, Math.min(least, wanted)]));
  if (monthlyCapUsd === undefined) return new Map(services.map(({ name, wanted }) => [name, wanted]));
  let left = services.reduce(
    (sum, { name, usdPerHour }) => sum - (granted.get(name) ?? 0) * micro(usdPerHour),
    micro(monthlyCapUsd / hoursOfMonth),
  );
  for (;;) {
    const next = services
      .filter(
        ({ name, wanted, usdPerHour }) => (granted.get(name) ?? 0) < wanted && micro(usdPerHour) <= left,
      )
      .toSorted(
        (a, b) =>
          (granted.get(a.name) ?? 0) / a.wanted - (granted.get(b.name) ?? 0) / b.wanted ||
          (a.name < b.name ? -1 : 1),
      )[0];
    if (!next) return granted;
    granted.set(next.name, (granted.get(next.name) ?? 0) + 1);
    left -= micro(next.usdPerHour);
  }
}
