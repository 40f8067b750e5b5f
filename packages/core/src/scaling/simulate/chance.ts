/** Numbers from 0 up to 1, the same in every run of the same seed (mulberry32, Tommy Ettinger, public domain). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many of n happen, each with chance p: one by one up to 50, beyond that rounded from the normal distribution. */
export function binomial(chance: Chance, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (n <= 50) {
    let happened = 0;
    for (let i = 0; i < n; i++) if (chance() < p) happened++;
    return happened;
  }
  const drawn = n * p + Math.sqrt(n * p * (1 - p)) * normal(chance);
  return Math.min(n, Math.max(0, Math.round(drawn)));
}

/** Box and Muller's. */
function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}
