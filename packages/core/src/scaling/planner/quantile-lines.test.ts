import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceOf } from "../simulate/chance.ts";
import { featureCount } from "./history.ts";
import { learn, quantilesAt, shares, unlearntLines } from "./quantile-lines.ts";
import { quietSurvival, survival } from "./survival.ts";

const plain = [1, ...new Array<number>(featureCount - 1).fill(0)];

test("whatever demand does, the wanted shares of its moves end up below the lines", () => {
  const lines = unlearntLines();
  const chance = chanceOf(5);
  const below = shares.map(() => 0);
  const rounds = 20_000;
  for (let round = 0; round < rounds; round++) {
    // Half-way through it moves three times as far.
    const move = (chance() - 0.5) * (round < rounds / 2 ? 0.4 : 1.2);
    for (const [index, quantile] of quantilesAt(lines, plain).entries())
      if (move <= quantile) below[index] = (below[index] ?? 0) + 1;
    learn(lines, plain, move, 1);
  }
  for (const [index, share] of shares.entries())
    expect(Math.abs((below[index] ?? 0) / rounds - share)).toBeLessThan(0.02);
});

test("a move that a feature foretells is foretold", () => {
  const lines = unlearntLines();
  const chance = chanceOf(6);
  for (let round = 0; round < 20_000; round++) {
    const sign = chance() < 0.5 ? -0.3 : 0.3;
    learn(lines, [1, sign, ...plain.slice(2)], sign + 0.02 * (chance() - 0.5), 1);
  }
  const [up = 0] = quantilesAt(lines, [1, 0.3, ...plain.slice(2)]);
  const [down = 0] = quantilesAt(lines, [1, -0.3, ...plain.slice(2)]);
  expect(up).toBeGreaterThan(0.2);
  expect(down).toBeLessThan(-0.2);
});

test("the chance to be beyond a quantile is what its share leaves, and it only falls", () => {
  const quantiles = [0, 0.1, 0.2, 0.3, 0.45, 0.6];
  for (const [index, share] of shares.entries())
    expect(survival(quantiles, quantiles[index] ?? 0)).toBeCloseTo(1 - share, 9);
  const x = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(x, x, (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      expect(survival(quantiles, high)).toBeLessThanOrEqual(survival(quantiles, low));
      expect(quietSurvival(0.05, high)).toBeLessThanOrEqual(quietSurvival(0.05, low));
    }),
  );
});
