import { z } from "zod";
import { field } from "../config/field.ts";

const chance = (standard: number) => z.number().gt(0).max(0.5).default(standard);

/**
 * How a release is judged. Ratios compare the odds of a bad request on the candidate with those on stable, which for rare
 * ones is the ratio of their rates.
 */
export const AnalysisPolicy = z
  .strictObject({
    alpha: field(chance(0.01), {
      description:
        "chance that a whole release fails although the candidate is no worse than tolerated; all looks, metrics and services share it",
      example: 0.01,
    }),
    beta: field(chance(0.05), {
      description: "chance that a metric passes although the candidate is unacceptable",
      example: 0.05,
    }),
    toleratedRatio: field(z.number().min(1).max(100).default(1.25), {
      description: "a candidate with up to this many times stable's odds of a bad request does not fail",
      example: 1.25,
    }),
    unacceptableRatio: field(z.number().gt(1).max(100).default(2), {
      description:
        "a candidate passes once it is shown to have less than this many times stable's odds of a bad request",
      example: 2,
    }),
    acceptableRate: field(z.number().min(0).lt(1).default(0.01), {
      description: "a share of failed requests up to this one passes and never fails, whatever stable's is",
      example: 0.01,
    }),
    acceptableSlowRate: field(z.number().min(0).lt(1).default(0.05), {
      description: "the same for the share of requests over an objective of latency or time to first token",
      example: 0.05,
    }),
    coldRatio: field(z.number().min(1).max(100).default(3), {
      description:
        "how many times more bad requests a candidate may have while its capacity is fresh; 1 where a fresh one is as good as a warm one",
      example: 3,
    }),
    coldMinutes: field(z.int().min(0).max(120).default(3), {
      description: "how long capacity counts as fresh after each change of weight",
      example: 3,
      unit: "min",
    }),
    leastMinutes: field(z.int().min(1).max(1_440).default(4), {
      description:
        "how long each weight is watched before anything passes at it, however good the evidence of the weights before",
      example: 4,
      unit: "min",
    }),
    horizonMinutes: field(z.int().min(1).max(10_000).default(30), {
      description: "minutes in which nearly all of alpha and beta are spent: as long as the ladder takes",
      example: 30,
      unit: "min",
    }),
    minimumRequests: field(z.int().min(1).default(100), {
      description: "requests that each side of a service must have served for it to be more than a small one",
      example: 100,
    }),
    errorShare: field(z.number().gt(0).lt(1).default(0.5), {
      description: "share of alpha that the metric named errors has; the others share the rest evenly",
      example: 0.5,
    }),
    dryRun: field(z.array(z.string().min(1)).default([]), {
      description: "metrics that are computed and reported and never decide",
      example: ["time-to-first-token"],
    }),
  })
  .refine(({ toleratedRatio, unacceptableRatio }) => toleratedRatio < unacceptableRatio, {
    path: ["unacceptableRatio"],
    error: "what is unacceptable is more than what is tolerated",
  });

export type AnalysisPolicy = z.output<typeof AnalysisPolicy>;
