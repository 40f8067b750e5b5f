import { ascending } from "./ascending.ts";
import type { CanaryAnalysis } from "./canary-analysis.ts";
import { percentile } from "./percentile.ts";

const factorByDefault = 3;

/** What is left of a side's values once missing ones (NaN) and outliers are dealt with as the metric's configuration says. */
export function prepare(values: readonly number[], { nanStrategy, outliers }: CanaryAnalysis): number[] {
  const present =
    nanStrategy === "replace"
      ? values.map((value) => (Number.isNaN(value) ? 0 : value))
      : values.filter((value) => !Number.isNaN(value));
  return outliers?.strategy === "remove"
    ? withoutOutliers(present, outliers.outlierFactor ?? factorByDefault)
    : present;
}

/** Without what lies beyond both Tukey's fence (`factor` times the interquartile range) and the 1st or 99th percentile. */
function withoutOutliers(values: readonly number[], factor: number): number[] {
  const sorted = ascending(values);
  const [low, high] = [percentile(sorted, 0.25), percentile(sorted, 0.75)];
  const fence = factor * (high - low);
  const least = Math.min(percentile(sorted, 0.01), low - fence);
  const most = Math.max(percentile(sorted, 0.99), high + fence);
  return values.filter((value) => value >= least && value <= most);
}
