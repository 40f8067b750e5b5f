import type { Random } from "../world/random.ts";

/** A lognormal delay: half of all are under `median` seconds; `sigma` 0.4 puts p95 at about twice the median. */
export interface Latency {
  readonly median: number;
  readonly sigma: number;
}

/** Seconds. Box and Muller's transform; one cosine is cheaper than rejection and draws always two numbers. */
export function sample({ median, sigma }: Latency, random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * random.next()));
}
