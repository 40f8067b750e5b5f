/** Distribution of a count, by the ratio of neighbours, so that no factorial is ever taken. */
export interface Distribution {
  /** No count outside has any chance. */
  readonly least: number;
  readonly most: number;
  /** A count near the likeliest. */
  readonly likely: number;
  /** About its standard deviation. */
  readonly spread: number;
  /** Chance of k + 1 over the chance of k. */
  readonly ratio: (k: number) => number;
}

/**
 * Of `bad` bad requests among both sides of a minute, how many are the candidate's, when the odds of a bad request there are
 * `odds` times those of stable: Fisher's noncentral hypergeometric distribution. Given the total it does not depend on the
 * minute's own rate of bad requests, which is why an outage that hits both sides says nothing.
 * https://en.wikipedia.org/wiki/Fisher%27s_noncentral_hypergeometric_distribution
 */
export function candidatesShare(bad: number, candidate: number, stable: number, odds: number): Distribution {
  const least = Math.max(0, bad - stable);
  const most = Math.min(bad, candidate);
  const share = (odds * candidate) / (odds * candidate + stable);
  return {
    least,
    most,
    likely: Math.min(most, Math.max(least, Math.round(bad * share))),
    spread: Math.sqrt(bad * share * (1 - share) * (1 - bad / (candidate + stable))),
    ratio: (k) => (odds * (candidate - k) * (bad - k)) / ((k + 1) * (stable - bad + k + 1)),
  };
}

/** How many of `requests` are bad when each is with chance `rate`, 0 < rate < 1: the binomial distribution. */
export function binomial(requests: number, rate: number): Distribution {
  const odds = rate / (1 - rate);
  return {
    least: 0,
    most: requests,
    likely: Math.round(requests * rate),
    spread: Math.sqrt(requests * rate * (1 - rate)),
    ratio: (k) => (odds * (requests - k)) / (k + 1),
  };
}
