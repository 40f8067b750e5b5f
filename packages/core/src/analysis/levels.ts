import type { AnalysisPolicy } from "./policy.ts";

/**
 * How the metrics share alpha, so that the chance of any false alarm is at most alpha (union bound): `errorShare` for the
 * metric named errors, the rest evenly for the others; all of it evenly where one of the two is missing. A dry-run metric
 * costs the others nothing, and has what it would have if it decided.
 */
export function shareOfAlpha(metric: string, metrics: readonly string[], policy: AnalysisPolicy): number {
  const decide = metrics.filter((one) => one === metric || !policy.dryRun.includes(one));
  const others = decide.filter((one) => one !== "errors").length;
  if (others === 0 || others === decide.length) return 1 / decide.length;
  return metric === "errors" ? policy.errorShare : (1 - policy.errorShare) / others;
}
