import type { AnalysisPolicy } from "../analysis/policy.ts";
import { builtInMetrics, type ReleaseMetric } from "../analysis/sources/release-metric.ts";
import type { ReleasePolicy } from "./policy.ts";

/**
 * How a release under this policy is judged: nearly all of the levels are spent within the bakes of its ladder, and a bake that is
 * shorter than `leastMinutes` is as long as anybody asked for.
 */
export const analysisPolicyOf = (policy: ReleasePolicy): AnalysisPolicy => ({
  ...policy,
  leastMinutes: Math.min(policy.leastMinutes, minutes(policy.bakeSeconds)),
  horizonMinutes: Math.min(10_000, minutes(policy.ladder.length * policy.bakeSeconds)),
  dryRun: policy.metrics.filter(({ dryRun }) => dryRun).map(({ name }) => name),
});

/** What it is judged by. */
export const metricsOf = ({ latencySeconds, metrics }: ReleasePolicy): ReleaseMetric[] => [
  ...builtInMetrics(latencySeconds),
  ...metrics,
];

const minutes = (seconds: number): number => Math.max(1, Math.floor(seconds / 60));
