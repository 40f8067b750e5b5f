import fc from "fast-check";
import { expect, test } from "vitest";
import { commonLanguageEffect, meanRatio } from "./effect-size.ts";

test("the mean ratio is the experiment's mean over the control's, and NaN where either is 0", () => {
  expect(meanRatio([1, 1, 1], [10, 10, 10])).toBe(10);
  expect(meanRatio([100, 100], [10, 10])).toBe(0.1);
  expect(meanRatio([0, 0], [10, 10])).toBeNaN();
  expect(meanRatio([10, 10], [0, 0])).toBeNaN();
});

test("the common language effect is the share of pairs in which the experiment is higher, ties counting half", () => {
  const sample = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(sample, sample, (control, experiment) => {
      const pairs = experiment.flatMap((value) =>
        control.map((base) => (value > base ? 1 : value === base ? 0.5 : 0)),
      );
      const share = pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length;
      expect(commonLanguageEffect(control, experiment)).toBeCloseTo(share, 12);
    }),
  );
});
