import fc from "fast-check";
import { expect, test } from "vitest";
import { binomial } from "./distribution.ts";
import { highestRate } from "./highest-rate.ts";

/** Chance of `bad` or fewer. */
function atMost(bad: number, requests: number, rate: number): number {
  const { ratio } = binomial(requests, rate);
  let [weight, below, all] = [1, 0, 0];
  for (let k = 0; k <= requests; k++) {
    all += weight;
    if (k <= bad) below += weight;
    weight *= k < requests ? ratio(k) : 0;
  }
  return below / all;
}

test("above the highest rate, so few bad requests have a chance under the level", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 60 })
        .chain((requests) => fc.tuple(fc.constant(requests), fc.nat(requests - 1))),
      fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
      ([requests, bad], level) => {
        const highest = highestRate(bad, requests, level);
        expect(highest).toBeGreaterThan(bad / requests);
        fc.pre(highest < 0.999);
        expect(atMost(bad, requests, highest)).toBeLessThanOrEqual(level + 1e-9);
      },
    ),
  );
});

test("without a request any rate is possible", () => {
  expect(highestRate(0, 0, 0.01)).toBe(1);
});
