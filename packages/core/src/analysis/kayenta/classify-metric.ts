import { ascending } from "./ascending.ts";
import type { CanaryAnalysis } from "./canary-analysis.ts";
import { isConstant, spreadConstant } from "./constant-noise.ts";
import { commonLanguageEffect, meanRatio } from "./effect-size.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { prepare } from "./prepare.ts";

/** Kayenta's words: `Error` where the test cannot be computed, such as with one value on each side. */
export type Classification = "Pass" | "High" | "Low" | "Nodata" | "NodataFailMetric" | "Error";

/** A metric's values in time on both sides, in one unit; a missing one is NaN. */
export interface MetricSeries {
  readonly control: readonly number[];
  readonly experiment: readonly number[];
}

export interface ClassifiedMetric {
  readonly classification: Classification;
  /** It fails the whole canary. */
  readonly critical: boolean;
  /** The experiment's mean as a multiple of the control's; NaN where either is 0, and 1 where nothing was compared. */
  readonly ratio: number;
  /** The interval of the shift between the sides, and what it was held against: what a person asks when a metric failed. */
  readonly evidence?: {
    readonly lower: number;
    readonly upper: number;
    readonly estimate: number;
    readonly bound: number;
    readonly effect: number;
  };
}

export interface MetricToClassify extends MetricSeries {
  readonly config: CanaryAnalysis;
  /** Share of the estimated shift that the interval must lie beyond. */
  readonly tolerance?: number;
  readonly confidence?: number;
}

/**
 * Classifies one metric as Kayenta's NetflixACAJudge-v1.0 does (spinnaker/kayenta, kayenta-judge: NetflixACAJudge and
 * MannWhitneyClassifier). `tolerance` and `confidence` are literals there, 0.25 and 0.98; its own tests vary them.
 *
 * Compatible keeps what is known to be weak in the original:
 * - with `nanStrategy: replace` a side without any data passes;
 * - a mean of 0 makes the ratio NaN, and then its limits do not apply;
 * - the test has a fixed size, and is asked again and again while data grow;
 * - it sees values per minute and not the requests behind them: one error in two requests weighs like 500 in 1,000;
 * - it cannot see a change of spread, or of errors so sparse that most minutes have none (spinnaker/kayenta#780, #426).
 * Only the noise given to two constants differs: see {@link spreadConstant}.
 */
export function classifyMetric({
  config,
  tolerance = 0.25,
  confidence = 0.98,
  ...series
}: MetricToClassify): ClassifiedMetric {
  const control = prepare(series.control, config);
  const experiment = prepare(series.experiment, config);
  const { critical: isCritical = false, mustHaveData = false } = config;
  const passed: ClassifiedMetric = { classification: "Pass", critical: false, ratio: 1 };
  if (control.length === 0 || experiment.length === 0) {
    if (config.nanStrategy === "replace") return passed;
    return mustHaveData && !isCritical
      ? { ...passed, classification: "NodataFailMetric" }
      : { ...passed, classification: "Nodata", critical: isCritical };
  }
  if (sameValues(control, experiment)) return passed;
  return compare(control, experiment, config, tolerance, confidence);
}

/** The same values in any order, or one value throughout. */
function sameValues(control: readonly number[], experiment: readonly number[]): boolean {
  const [one, other] = [ascending(control), ascending(experiment)];
  const same = one.length === other.length && one.every((value, index) => value === other[index]);
  return same || isConstant([...one, ...other]);
}

function compare(
  control: readonly number[],
  experiment: readonly number[],
  config: CanaryAnalysis,
  tolerance: number,
  confidence: number,
): ClassifiedMetric {
  const constant = isConstant(control) && isConstant(experiment);
  const [below, above] = constant
    ? [spreadConstant(control), spreadConstant(experiment)]
    : [control, experiment];
  const ratio = meanRatio(below, above);
  const shift = mannWhitney(above, below, confidence);
  if (shift === undefined) return { classification: "Error", critical: false, ratio };
  const { direction = "either", effectSize = {}, critical: isCritical = false } = config;
  const cles = effectSize.measure === "cles";
  const effect = cles ? commonLanguageEffect(below, above) : ratio;
  const neutral = cles ? 0.5 : 1;
  const atLeast = (limit = neutral) => Number.isNaN(effect) || effect >= limit;
  const atMost = (limit = neutral) => Number.isNaN(effect) || effect <= limit;
  const bound = tolerance * Math.abs(shift.estimate);
  const evidence = { ...shift, bound, effect };
  if (direction !== "decrease" && shift.lower > bound && atLeast(effectSize.allowedIncrease))
    return {
      classification: "High",
      critical: isCritical && atLeast(effectSize.criticalIncrease),
      ratio,
      evidence,
    };
  if (direction !== "increase" && shift.upper < -bound && atMost(effectSize.allowedDecrease))
    return {
      classification: "Low",
      critical: isCritical && atMost(effectSize.criticalDecrease),
      ratio,
      evidence,
    };
  return { classification: "Pass", critical: false, ratio, evidence };
}
