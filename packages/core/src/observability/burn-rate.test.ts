import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { budgetSpent, burnRates, burnThreshold } from "./burn-rate.ts";

describe("burn rates", () => {
  it("spend 2, 5 and 10 percent of a month's budget before they page", () => {
    expect(burnRates.map((rate) => Math.round(budgetSpent(rate) * 1000) / 1000)).toEqual([0.02, 0.05, 0.1]);
  });

  it("fit one evaluation of an alarm, which looks back a day at most", () => {
    for (const { longSeconds, shortSeconds } of burnRates) {
      expect(longSeconds).toBeLessThanOrEqual(86_400);
      expect(longSeconds / shortSeconds).toBe(12);
      expect(shortSeconds % 60).toBe(0);
    }
  });

  it("page the faster the more burns, whatever is promised", () => {
    fc.assert(
      fc.property(fc.double({ min: 90, max: 99.999, noNaN: true }), (availability) => {
        const thresholds = burnRates.map((rate) => burnThreshold(rate, availability));
        expect(thresholds.toSorted((a, b) => b - a)).toEqual(thresholds);
        for (const threshold of thresholds) {
          expect(threshold).toBeGreaterThan(0);
          expect(threshold).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("see 1.44 percent of failures as a fast burn of three nines", () => {
    const [fast] = burnRates;
    expect(fast && burnThreshold(fast, 99.9)).toBeCloseTo(0.0144, 10);
  });
});
