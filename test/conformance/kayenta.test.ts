import { readFileSync } from "node:fs";
import { CanaryAnalysis } from "@signalbox/core/analysis/kayenta/canary-analysis";
import { classifyMetric } from "@signalbox/core/analysis/kayenta/classify-metric";
import { mannWhitney, standardisedRankSum } from "@signalbox/core/analysis/kayenta/mann-whitney";
import { score } from "@signalbox/core/analysis/kayenta/score";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const casesOf = <Case extends z.ZodType>(file: string, Case: Case) =>
  z
    .object({ cases: z.array(Case) })
    .parse(JSON.parse(readFileSync(new URL(`../fixtures/delivery/${file}`, import.meta.url), "utf8"))).cases;

const Samples = z.object({
  name: z.string(),
  control: z.array(z.number()),
  experiment: z.array(z.number()),
});
const classified = z.enum(["Pass", "High", "Low", "Nodata", "NodataFailMetric", "Error"]);

describe("every case of Kayenta's classifier suite has its label", () => {
  const Pair = z.tuple([z.number(), z.number()]);
  const cases = casesOf(
    "kayenta-classifier-cases.json",
    Samples.extend({
      classifier: z.string(),
      params: z.object({
        tolerance: z.number().optional(),
        confLevel: z.number().optional(),
        effectSizeThresholds: Pair.optional(),
        criticalThresholds: Pair.optional(),
        effectSizeMeasure: z.string().default("meanRatio"),
      }),
      direction: z.string(),
      nanStrategy: z.string(),
      isCriticalMetric: z.boolean(),
      isDataRequired: z.boolean(),
      expected: z.object({
        classification: classified,
        critical: z.boolean().optional(),
        deviation: z.union([z.literal("NaN").transform(() => Number.NaN), z.number()]).optional(),
      }),
    }),
  );
  // The two others are of a mean comparison that NetflixACAJudge does not use.
  const mannWhitneyCases = cases.filter(({ classifier }) => classifier === "MannWhitney");

  test("there are 23 of them", () => expect(mannWhitneyCases).toHaveLength(23));

  test.each(mannWhitneyCases)("$name", ({ control, experiment, params, expected, ...given }) => {
    const [allowedDecrease, allowedIncrease] = params.effectSizeThresholds ?? [];
    const [criticalDecrease, criticalIncrease] = params.criticalThresholds ?? [1, 1];
    const config = CanaryAnalysis.parse({
      direction: given.direction,
      nanStrategy: given.nanStrategy,
      critical: given.isCriticalMetric,
      mustHaveData: given.isDataRequired,
      effectSize: {
        measure: params.effectSizeMeasure,
        allowedDecrease,
        allowedIncrease,
        criticalDecrease,
        criticalIncrease,
      },
    });
    const got = classifyMetric({
      control,
      experiment,
      config,
      ...(params.tolerance !== undefined && { tolerance: params.tolerance }),
      ...(params.confLevel !== undefined && { confidence: params.confLevel }),
    });
    expect(got.classification).toBe(expected.classification);
    if (expected.critical !== undefined) expect(got.critical).toBe(expected.critical);
    if (expected.deviation !== undefined) expect(got.ratio).toBe(expected.deviation);
  });
});

describe("every case of Kayenta's scorer suite has its score", () => {
  const cases = casesOf(
    "kayenta-scorer-cases.json",
    z.object({
      name: z.string(),
      groupWeights: z.record(z.string(), z.number()),
      metrics: z.array(
        z.object({ classification: classified, groups: z.array(z.string()), critical: z.boolean() }),
      ),
      expected: z.number(),
      expectedGroupScores: z.array(z.number()).optional(),
    }),
  );

  test("there are 13 of them", () => expect(cases).toHaveLength(13));

  test.each(cases)("$name", ({ metrics, groupWeights, expected, expectedGroupScores }) => {
    const { summary, groups } = score(metrics, groupWeights);
    expect(summary).toBe(expected);
    // The suite gives no order to groups.
    const byScore = groups.map((group) => group.score).toSorted((a, b) => a - b);
    if (expectedGroupScores) expect(byScore).toEqual(expectedGroupScores);
  });
});

describe("the interval is that of R's wilcox.test with continuity correction", () => {
  const At = z.object({ shift: z.number(), z: z.number(), value: z.number() });
  const cases = casesOf(
    "r-wilcox-cases.json",
    Samples.extend({
      confidence: z.number(),
      expected: z.object({ lower: z.number(), upper: z.number(), estimate: z.number() }),
      tolerance: z.number(),
      estimateTolerance: z.number(),
      standardised: z.array(At).default([]),
    }),
  );

  test("there are 3 cases", () => expect(cases).toHaveLength(3));

  test.each(cases)("$name", ({ control, experiment, confidence, expected, standardised, ...within }) => {
    const got = mannWhitney(experiment, control, confidence);
    const off = (key: "lower" | "upper" | "estimate") => Math.abs((got?.[key] ?? Number.NaN) - expected[key]);
    expect(off("lower")).toBeLessThan(within.tolerance);
    expect(off("upper")).toBeLessThan(within.tolerance);
    expect(off("estimate")).toBeLessThan(within.estimateTolerance);
    const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
    for (const { shift, z, value } of standardised)
      expect(standardisedRankSum(ascending(experiment), ascending(control), shift) - z).toBeCloseTo(value, 6);
  });
});
