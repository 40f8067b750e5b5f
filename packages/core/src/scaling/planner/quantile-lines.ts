import { featureCount } from "./history.ts";

/**
 * Quantiles of how far demand's logarithm moves within a start-up, each a line through the features (quantile regression, Koenker &
 * Bassett 1978). They learn from every minute by the pinball loss's gradient with AdaGrad's steps (Duchi et al. 2011). The step of the
 * constant is the one of adaptive conformal inference (Gibbs & Candès 2021, arXiv 2106.00170): whatever demand does, it settles where
 * the wanted share lies below.
 */
export interface QuantileLines {
  readonly weights: number[][];
  /** Sums of squared gradients. */
  readonly squares: number[][];
}

export const shares = [0.5, 0.8, 0.9, 0.95, 0.98, 0.992] as const;
/** The constants before anything was learnt: a service that changes by half now and then. */
const prior = [0, 0.1, 0.18, 0.28, 0.42, 0.6] as const;
const pace = 0.1;
const decay = 1e-4;
/** What two neighbours are apart at least. */
const apart = 0.01;

export const unlearntLines = (): QuantileLines => ({
  weights: prior.map((constant) => [constant, ...new Array<number>(featureCount - 1).fill(0)]),
  squares: prior.map(() => new Array<number>(featureCount).fill(1)),
});

/** @param move what the logarithm did @param weight 0 to 1: how much this minute says of moves */
export function learn(lines: QuantileLines, features: readonly number[], move: number, weight: number): void {
  for (const [index, share] of shares.entries()) {
    const [weights = [], squares = []] = [lines.weights[index], lines.squares[index]];
    const slope = (move > dot(weights, features) ? share : share - 1) * weight;
    for (let at = 0; at < weights.length; at++) {
      const gradient = slope * (features[at] ?? 0) - (at > 0 ? decay * (weights[at] ?? 0) : 0);
      squares[at] = (squares[at] ?? 1) + gradient * gradient;
      weights[at] = (weights[at] ?? 0) + (pace * gradient) / Math.sqrt(squares[at] ?? 1);
    }
  }
}

/** The quantiles, rising. */
export function quantilesAt({ weights }: QuantileLines, features: readonly number[]): number[] {
  const found: number[] = [];
  for (const line of weights) {
    const before = found.at(-1);
    const here = dot(line, features);
    found.push(before === undefined ? here : Math.max(here, before + apart));
  }
  return found;
}

function dot(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}
