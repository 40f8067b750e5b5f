import type { Distribution } from "./distribution.ts";
import { Frontier } from "./frontier.ts";

/** One count with what it could have been under the null hypothesis, given all that is not judged. */
export interface Stratum {
  readonly observed: number;
  readonly distribution: Distribution;
}

/** What has come in since the look before. */
export interface Look {
  readonly strata: readonly Stratum[];
  /** The most of the test's level that may be spent up to this look, as a chance; never falls from look to look. */
  readonly spendable: number;
}

export interface Outcome {
  /** Index of the first look that rejects the null hypothesis. */
  readonly rejectedAt: number | undefined;
  /** How many more the count would have needed at the last look to reject; not above 0 at a rejection. */
  readonly missing: number;
}

/**
 * Exact group-sequential test of "the counts are not larger than chance makes them", looked at as often as one likes.
 *
 * The statistic is the sum of all counts so far. Its distribution under the null hypothesis, among the runs that no earlier
 * look has rejected, is carried from look to look by convolution. A look rejects from the smallest sum on whose chance fits
 * into what is still to be spent; what discreteness leaves unspent is carried on.
 *
 * Valid: the chance that any look ever rejects is the sum of what the looks spent, hence at most the last `spendable`. It
 * holds where the boundary depends only on what the strata are conditioned on (totals of bad requests, requests served),
 * never on how the bad ones fell to the sides. Where the truth is smaller than the null hypothesis in every stratum, each
 * count is stochastically smaller, and a coupling shows that no path rejects that would not have rejected under it.
 *
 * Spending functions: Lan & DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983) 659-663;
 * the recursion: Armitage, McPherson & Rowe, "Repeated significance tests on accumulating data", JRSS A 132 (1969) 235-244.
 */
export function sequentialTest(looks: readonly Look[]): Outcome {
  frontier.restart();
  let spent = 0;
  let missing = Number.POSITIVE_INFINITY;
  for (const [index, { strata, spendable }] of looks.entries()) {
    for (const { observed, distribution } of strata) frontier.add(distribution, observed);
    const cut = frontier.cut(spendable - spent);
    spent += cut.spent;
    missing = (cut.limit - frontier.sum) * frontier.bin;
    if (missing <= 0) return { rejectedAt: index, missing };
  }
  return { rejectedAt: undefined, missing };
}

/** One for every test, each of which begins by restarting it: its buffers cost more to make than a test to run. */
const frontier = new Frontier();
