import { ascending } from "./ascending.ts";
import { findRoot } from "./find-root.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { rankTogether } from "./ranks.ts";

/** By how much the first sample lies above the second, in their unit. */
export interface LocationShift {
  /** Ends of the confidence interval. */
  readonly lower: number;
  readonly upper: number;
  /** Hodges and Lehmann's estimate. */
  readonly estimate: number;
}

/** R's `wilcox.test` asks its root finder for this much, in the unit of the data. */
const tolerance = 1e-4;

/**
 * Two-sided Mann-Whitney (Wilcoxon rank-sum) test with a confidence interval, by the normal approximation with continuity
 * correction: what R calls `wilcox.test(x, y, conf.int = TRUE, conf.level = confidence, exact = FALSE)`. The ends are the
 * shifts m at which the standardised rank sum of x - m among y equals ±z; the estimate is where it is 0. Kayenta corrects for
 * continuity there too, which R does not. Both stop `tolerance` short of the place, so on data as small as that the ends may
 * even have changed sides.
 *
 * Both samples hold finite numbers and are not empty. Where all of them are tied at some shift, which takes one value each or
 * two constants, nothing can be said: undefined.
 */
export function mannWhitney(
  x: readonly number[],
  y: readonly number[],
  confidence: number,
): LocationShift | undefined {
  const [first, second] = [ascending(x), ascending(y)];
  const least = (first[0] ?? 0) - (second.at(-1) ?? 0);
  const most = (first.at(-1) ?? 0) - (second[0] ?? 0);
  if (least === most) return undefined;
  const excess = (shift: number) => standardisedRankSum(first, second, shift);
  const crossing = (level: number) => findRoot((shift) => excess(shift) - level, least, most, tolerance);
  const end = (level: number) =>
    excess(least) <= level ? least : excess(most) >= level ? most : crossing(level);
  const z = normalQuantile((1 - confidence) / 2);
  return { lower: end(-z), upper: end(z), estimate: crossing(0) };
}

/** The rank sum of x - shift among y, less what chance gives and half a step towards it, in standard deviations; both ascending. */
export function standardisedRankSum(x: readonly number[], y: readonly number[], shift: number): number {
  const [n, k] = [x.length, y.length];
  const { sum, ties } = rankTogether(x, y, shift);
  const excess = sum - (n * (n + 1)) / 2 - (n * k) / 2;
  const variance = ((n * k) / 12) * (n + k + 1 - ties / ((n + k) * (n + k - 1)));
  return (excess - 0.5 * Math.sign(excess)) / Math.sqrt(variance);
}
