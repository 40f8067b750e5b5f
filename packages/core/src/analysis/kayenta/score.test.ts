import fc from "fast-check";
import { expect, test } from "vitest";
import type { Classification } from "./classify-metric.ts";
import { type ScoredMetric, score } from "./score.ts";

const of = (classification: Classification, groups = ["a"], critical = false): ScoredMetric => ({
  classification,
  groups,
  critical,
});
const metrics = fc.array(
  fc.record({
    classification: fc.constantFrom<Classification[]>("Pass", "High", "Low", "NodataFailMetric"),
    groups: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }),
    critical: fc.constant(false),
  }),
  { minLength: 1 },
);

test("a score lies between 0 and 100, and is 100 when and only when every metric passes", () => {
  fc.assert(
    fc.property(metrics, (given) => {
      const { summary } = score(given, {});
      expect(summary).toBeGreaterThanOrEqual(0);
      expect(summary).toBeLessThanOrEqual(100);
      expect(summary === 100).toBe(given.every(({ classification }) => classification === "Pass"));
    }),
  );
});

test("one metric more that passes never lowers the score of groups that are there", () => {
  fc.assert(
    fc.property(metrics, (given) => {
      const groups = given[0]?.groups ?? [];
      expect(score([...given, of("Pass", [...groups])], {}).summary).toBeGreaterThanOrEqual(
        score(given, {}).summary,
      );
    }),
  );
});

test("groups without a weight share evenly what the weights leave", () => {
  const given = [of("Pass", ["a"]), of("High", ["b"]), of("Pass", ["c"])];
  expect(score(given, { a: 40 }).summary).toBe(70);
});

test("a metric that must have data and has none counts as failed", () => {
  expect(score([of("Pass"), of("NodataFailMetric")], {}).summary).toBe(50);
});

test("half of the metrics without data fail the canary, fewer do not", () => {
  expect(score([of("Pass"), of("Nodata")], {})).toMatchObject({ summary: 0, failure: "no-data" });
  expect(score([of("Pass"), of("Pass"), of("Nodata")], {}).summary).toBe(100);
});

test("a critical metric that does not pass makes the score 0 and is the reason before missing data", () => {
  expect(score([of("Nodata", ["a"], true)], {})).toMatchObject({ summary: 0, failure: "critical-metric" });
});

test("metrics that could not be computed score 100, as in the original", () => {
  expect(score([of("Error"), of("Error")], {}).summary).toBe(100);
});
