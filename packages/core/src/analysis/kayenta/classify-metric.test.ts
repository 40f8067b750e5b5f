import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Classification, classifyMetric } from "./classify-metric.ts";

const around = (level: number, count = 30) =>
  Array.from({ length: count }, (_, index) => level + (index % 7));
const sample = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 30 });
const classify = (control: number[], experiment: number[], config = {}) =>
  classifyMetric({ control, experiment, config });

test("a metric compared with itself in any order passes, whatever it looks for", () => {
  fc.assert(
    fc.property(sample, fc.constantFrom("increase", "decrease", "either"), (values, direction) => {
      const { classification, critical } = classifyMetric({
        control: values,
        experiment: values.toReversed(),
        config: { direction, critical: true },
      });
      expect({ classification, critical }).toEqual({ classification: "Pass", critical: false });
    }),
  );
});

test("the sides exchanged, High is Low, unless the interval ends at the very bound", () => {
  const mirrored: Partial<Record<Classification, Classification>> = {
    High: "Low",
    Low: "High",
    Pass: "Pass",
  };
  fc.assert(
    fc.property(sample, sample, (control, experiment) => {
      const one = classify(control, experiment);
      const other = classify(experiment, control);
      const { lower, upper, bound } = one.evidence ?? { lower: 1, upper: 1, bound: 0 };
      fc.pre(Math.abs(lower - bound) > 1e-3 && Math.abs(upper + bound) > 1e-3);
      expect(other.classification).toBe(mirrored[one.classification] ?? one.classification);
    }),
  );
});

test("a direction silences the other one and changes nothing else", () => {
  fc.assert(
    fc.property(sample, sample, (control, experiment) => {
      const either = classify(control, experiment).classification;
      const up = classify(control, experiment, { direction: "increase" }).classification;
      const down = classify(control, experiment, { direction: "decrease" }).classification;
      expect(up).toBe(either === "Low" ? "Pass" : either);
      expect(down).toBe(either === "High" ? "Pass" : either);
    }),
  );
});

test("a wider tolerance never condemns what a narrower one lets pass", () => {
  fc.assert(
    fc.property(sample, sample, (control, experiment) => {
      const [narrow, wide] = [0.1, 0.5].map(
        (tolerance) => classifyMetric({ control, experiment, config: {}, tolerance }).classification,
      );
      if (narrow === "Pass") expect(wide).toBe("Pass");
    }),
  );
});

test("the same data give the same answer, two constants among them", () => {
  const once = classify([1, 1, 1, 1, 1], [10, 10, 10, 10, 10]);
  expect(once.classification).toBe("High");
  expect(classify([1, 1, 1, 1, 1], [10, 10, 10, 10, 10])).toEqual(once);
  expect(classify([0, 0, 0, 0, 0], [10, 10, 10, 10, 10]).classification).toBe("High");
});

test("an effect within its limits passes, and the evidence says what it was", () => {
  const [control, experiment] = [around(100), around(112)];
  expect(classify(control, experiment).classification).toBe("High");
  const tolerant = classify(control, experiment, { effectSize: { allowedIncrease: 1.2 } });
  expect(tolerant.classification).toBe("Pass");
  expect(tolerant.evidence?.effect).toBeCloseTo(1.1165, 3);
  expect(tolerant.evidence?.lower).toBeGreaterThan(tolerant.evidence?.bound ?? Infinity);
});

test("a critical metric fails the canary only from its critical limit on", () => {
  const [control, experiment] = [around(10), around(30)];
  const of = (criticalIncrease: number) =>
    classify(control, experiment, { critical: true, effectSize: { criticalIncrease } });
  expect(of(2)).toMatchObject({ classification: "High", critical: true });
  expect(of(5)).toMatchObject({ classification: "High", critical: false });
});

describe("without data on a side", () => {
  const none = (config: Parameters<typeof classify>[2]) => {
    const { classification, critical } = classify(around(10), [Number.NaN], config);
    return { classification, critical };
  };

  test("a metric has no verdict, and fails the canary when it is critical", () => {
    expect(none({})).toEqual({ classification: "Nodata", critical: false });
    expect(none({ critical: true })).toEqual({ classification: "Nodata", critical: true });
    expect(none({ critical: true, mustHaveData: true })).toEqual({
      classification: "Nodata",
      critical: true,
    });
  });

  test("a metric that must have data fails by itself", () => {
    expect(none({ mustHaveData: true })).toEqual({ classification: "NodataFailMetric", critical: false });
  });

  test("a metric whose missing values are 0 passes, as in the original", () => {
    const empty = classifyMetric({
      control: around(10),
      experiment: [],
      config: { nanStrategy: "replace", critical: true, mustHaveData: true },
    });
    expect(empty).toEqual({ classification: "Pass", critical: false, ratio: 1 });
  });
});

describe("known faults of the original are kept", () => {
  test("errors too sparse for most minutes to have one are not seen", () => {
    const minutes = (errors: number) => Array.from({ length: 60 }, (_, index) => (index < errors ? 100 : 0));
    expect(classify(minutes(0), minutes(4)).classification).toBe("Pass");
  });

  test("a wider spread about the same middle is not seen", () => {
    const spread = (by: number) => Array.from({ length: 60 }, (_, index) => 100 + ((index % 5) - 2) * by);
    expect(classify(spread(1), spread(40)).classification).toBe("Pass");
  });

  test("one value on each side cannot be computed", () => {
    expect(classify([1], [900])).toMatchObject({ classification: "Error", critical: false });
  });
});
