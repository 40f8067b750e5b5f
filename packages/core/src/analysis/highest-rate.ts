/**
 * The highest rate at which `bad` or fewer of `requests` are no surprise: above it their chance is under `level`.
 * Chernoff's bound in Hoeffding's form: P(share <= s) <= exp(-n KL(s, p)) for s <= p.
 * W. Hoeffding, "Probability inequalities for sums of bounded random variables", JASA 58 (1963) 13-30, theorem 1.
 */
export function highestRate(bad: number, requests: number, level: number): number {
  if (requests === 0) return 1;
  const share = bad / requests;
  const bound = Math.log(1 / level) / requests;
  let [low, high] = [share, 1];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (divergence(share, middle) > bound) high = middle;
    else low = middle;
  }
  return high;
}

/** Kullback-Leibler divergence of two coins, in nats for each toss. */
export const divergence = (p: number, q: number): number => term(p, q) + term(1 - p, 1 - q);

const term = (p: number, q: number): number =>
  p === 0 ? 0 : q === 0 ? Number.POSITIVE_INFINITY : p * Math.log(p / q);
