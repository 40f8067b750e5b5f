/** Chance that `k` or more of `n` come out bad when each does with chance `rate`. */
export function chanceOfAtLeast(k: number, n: number, rate: number): number {
  if (k <= 0 || rate >= 1) return 1;
  if (rate <= 0) return 0;
  // Term by term in logarithms: the coefficients of 2,000 are beyond a number.
  let [tail, logChoose] = [0, 0];
  for (let i = 0; i <= n; i++) {
    if (i >= k) tail += Math.exp(logChoose + i * Math.log(rate) + (n - i) * Math.log1p(-rate));
    logChoose += Math.log((n - i) / (i + 1));
  }
  return Math.min(1, tail);
}
