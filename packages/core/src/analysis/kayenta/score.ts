import type { Classification, ClassifiedMetric } from "./classify-metric.ts";

export interface ScoredMetric extends Pick<ClassifiedMetric, "classification" | "critical"> {
  readonly groups: readonly string[];
}

export interface GroupScore {
  readonly name: string;
  /** 0 to 100; 0 without data, though the summary counts such a group as 100. */
  readonly score: number;
  readonly hasData: boolean;
}

export interface Score {
  /** 0 to 100, with two decimals. */
  readonly summary: number;
  readonly groups: readonly GroupScore[];
  /** Why the summary is 0 whatever the groups have. */
  readonly failure?: "critical-metric" | "no-data";
}

/** Classifications that count in a group's score. */
const counted: readonly Classification[] = ["Pass", "High", "Low", "NodataFailMetric"];
const noDataLimit = 0.5;

/**
 * Score of a canary from its metrics that are not muted, as Kayenta's WeightedSumScorer has it: a group's score is the share
 * of its metrics that passed, the summary is their sum by weight. A group without a weight gets an even share of what the
 * weights leave of 100. A critical failure makes it 0, and so do metrics of which half or more have no data.
 *
 * Compatible keeps that a metric that could not be computed (`Error`) counts neither as failed nor as missing, so that a canary
 * of nothing else scores 100; and that the weight of a group all of whose metrics are muted is lost.
 */
export function score(metrics: readonly ScoredMetric[], weights: Readonly<Record<string, number>>): Score {
  const names = [...new Set(metrics.flatMap((metric) => metric.groups))];
  const groups = names.map((name) => scoreGroup(name, metrics));
  if (metrics.some(({ critical, classification }) => critical && classification !== "Pass"))
    return { summary: 0, groups, failure: "critical-metric" };
  const missing = metrics.filter(({ classification }) => classification === "Nodata").length;
  if (metrics.length > 0 && missing / metrics.length >= noDataLimit)
    return { summary: 0, groups, failure: "no-data" };
  const given = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const rest = (100 - given) / names.filter((name) => weights[name] === undefined).length;
  const summary = groups.reduce(
    (sum, { name, score, hasData }) => sum + ((hasData ? score : 100) * (weights[name] ?? rest)) / 100,
    0,
  );
  return { summary: twoDecimals(summary), groups };
}

function scoreGroup(name: string, metrics: readonly ScoredMetric[]): GroupScore {
  const of = metrics.filter(
    ({ groups, classification }) => groups.includes(name) && counted.includes(classification),
  );
  const passed = of.filter(({ classification }) => classification === "Pass").length;
  return { name, score: of.length === 0 ? 0 : (passed / of.length) * 100, hasData: of.length > 0 };
}

/** Half away from 0 by the decimal digits, which a product with 100 may fall short of: 1.005 is 1.01. */
const twoDecimals = (value: number): number => Math.round(Number((value * 100).toPrecision(15))) / 100;
