import type { CanaryConfig } from "./canary-config.ts";
import { type ClassifiedMetric, classifyMetric, type MetricSeries } from "./classify-metric.ts";
import { type Score, score } from "./score.ts";

export interface JudgedMetric extends ClassifiedMetric {
  readonly name: string;
  readonly groups: readonly string[];
  /** Left out of the score. */
  readonly muted: boolean;
}

export interface KayentaJudgement {
  /** Kayenta's Pass, Marginal and Fail. A canary without data fails. */
  readonly verdict: "pass" | "marginal" | "fail";
  readonly score: number;
  readonly groups: Score["groups"];
  readonly metrics: readonly JudgedMetric[];
  readonly sentence: string;
}

const noSeries: MetricSeries = { control: [], experiment: [] };

/**
 * Judges a canary as Kayenta's NetflixACAJudge-v1.0 does: `series` has the values of each metric by its name; a metric that
 * it lacks has no data. See {@link classifyMetric} and {@link score} for what is compatible down to its faults.
 */
export function judgeKayenta(
  config: CanaryConfig,
  series: Readonly<Record<string, MetricSeries>>,
): KayentaJudgement {
  const metrics = config.metrics.map(({ name, groups, analysisConfigurations: { canary } }): JudgedMetric => {
    const classified = classifyMetric({ ...(series[name] ?? noSeries), config: canary });
    return { name, groups, muted: canary.muted ?? false, ...classified };
  });
  const { groupWeights, scoreThresholds } = config.classifier;
  const scored = score(
    metrics.filter(({ muted }) => !muted),
    groupWeights,
  );
  const verdict =
    scored.summary >= scoreThresholds.pass
      ? "pass"
      : scored.summary >= scoreThresholds.marginal
        ? "marginal"
        : "fail";
  return {
    verdict,
    score: scored.summary,
    groups: scored.groups,
    metrics,
    sentence: sentenceOf(scored, metrics, scoreThresholds),
  };
}

function sentenceOf(
  { summary, failure }: Score,
  metrics: readonly JudgedMetric[],
  { pass, marginal }: CanaryConfig["classifier"]["scoreThresholds"],
): string {
  const unlike = metrics.filter(({ classification }) => classification !== "Pass");
  const which = unlike.map(metricSentence).join("; ");
  const beside = which === "" ? "every metric passes" : which;
  const why =
    failure === "critical-metric"
      ? " by a critical metric"
      : failure === "no-data"
        ? " since half of the metrics or more have no data"
        : "";
  return `score ${summary}${why} (${pass} passes, ${marginal} is marginal): ${beside}`;
}

/** What a metric was classified as, and by what. */
export function metricSentence({
  name,
  classification,
  critical,
  muted,
  ratio,
  evidence,
}: JudgedMetric): string {
  const marks = `${critical ? ", critical" : ""}${muted ? ", muted" : ""}`;
  if (evidence === undefined) return `${name} ${classification}${marks}`;
  const times = Number.isNaN(ratio) ? "" : `, ×${short(ratio)} of the control`;
  const shift = `shifted by ${short(evidence.lower)} to ${short(evidence.upper)}, beyond ±${short(evidence.bound)}`;
  return `${name} ${classification}${marks} (${shift}${times})`;
}

const short = (value: number): string => Number(value.toPrecision(3)).toString();
