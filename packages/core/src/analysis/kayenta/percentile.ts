/**
 * The value under which the share `share` (0 to 1) of ascending `sorted` lies, by linear interpolation: R's type 7 (Hyndman
 * and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996). NaN of nothing.
 */
export function percentile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] ?? Number.NaN;
  const upper = sorted[below + 1] ?? lower;
  return lower + (position - below) * (upper - lower);
}
