import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomial, candidatesShare, type Distribution } from "./distribution.ts";

const choose = (n: number, k: number): number =>
  k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;

/** Chances of `least` to `most`, by the ratios. */
function chances({ least, most, ratio }: Distribution): number[] {
  const weights = [1];
  for (let k = least; k < most; k++) weights.push((weights.at(-1) ?? 0) * ratio(k));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function expectClose(actual: readonly number[], weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  expect(actual).toHaveLength(weights.length);
  for (const [i, weight] of weights.entries()) expect(actual[i]).toBeCloseTo(weight / total, 10);
}

const size = fc.integer({ min: 1, max: 20 });

describe("the candidate's share of the bad requests", () => {
  test("has the chances of drawing them from both sides' requests, weighted by the odds", () => {
    fc.assert(
      fc.property(size, size, fc.nat(40), fc.double({ min: 0.2, max: 5, noNaN: true }), (c, s, n, odds) => {
        const bad = Math.min(n, c + s);
        const found = candidatesShare(bad, c, s, odds);
        const all = Array.from({ length: bad + 1 }, (_, k) => choose(c, k) * choose(s, bad - k) * odds ** k);
        expectClose(chances(found), all.slice(found.least, found.most + 1));
        expect(found.likely).toBeGreaterThanOrEqual(found.least);
        expect(found.likely).toBeLessThanOrEqual(found.most);
      }),
    );
  });
});

describe("bad requests at a known rate", () => {
  test("are binomial", () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, rate) => {
        const all = Array.from({ length: n + 1 }, (_, k) => choose(n, k) * rate ** k * (1 - rate) ** (n - k));
        expectClose(chances(binomial(n, rate)), all);
      }),
    );
  });
});
