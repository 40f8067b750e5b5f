import { shares } from "./quantile-lines.ts";

const logs = shares.map((share) => Math.log(1 - share));

/**
 * The chance that a move is beyond x, given its quantiles: between two of them the logarithm of the chance is straight, beyond the
 * last it goes on as between the last two, and below the first it falls off as between the first two.
 */
export function survival(quantiles: readonly number[], x: number): number {
  const [first = 0, second = 0] = quantiles;
  if (x <= first) return 1 - (1 - shares[0]) * Math.exp((x - first) / Math.max(0.02, second - first));
  let upper = 1;
  while (upper < shares.length - 1 && x > (quantiles[upper] ?? 0)) upper++;
  const [from, to] = [quantiles[upper - 1] ?? 0, quantiles[upper] ?? 0];
  const [fromLog = 0, toLog = 0] = [logs[upper - 1], logs[upper]];
  return Math.exp(fromLog + ((toLog - fromLog) * (x - from)) / (to - from));
}

/** The same of a time in which demand only flickers: Laplace's distribution with this mean of absolute moves. */
export function quietSurvival(mean: number, x: number): number {
  const half = 0.5 * Math.exp(-Math.abs(x) / mean);
  return x < 0 ? 1 - half : half;
}
