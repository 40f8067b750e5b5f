import { type JudgedMetric, judgeMetric } from "./judged-metric.ts";
import { shareOfAlpha } from "./levels.ts";
import type { AnalysisPolicy } from "./policy.ts";
import { groupSentence } from "./sentences.ts";
import type { AnalysisSeries, AnalysisState } from "./state.ts";
import type { Verdict } from "./verdict.ts";

export interface Judgement {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly metrics: readonly JudgedMetric[];
}

/**
 * Judges what was observed so far. Look as often as you like: the levels hold over all looks together.
 *
 * Every service is judged by itself, and the services of a group together, minute by minute and service by service (never by
 * adding their counts up, which would let a busy service with another rate hide a sick one). One deciding metric that fails
 * anywhere fails the group. For the rest the services together decide: services are split so that they scale apart, some
 * have little traffic by their nature, and the smallest must not hold up every release. But one with requests enough of its
 * own that has more bad ones than are acceptable is not carried by the others: it must pass by itself.
 */
export function judgement(state: AnalysisState, policy: AnalysisPolicy): Judgement {
  const names = [...new Set(state.series.map(({ metric }) => metric))];
  const services = new Set(state.series.map(({ service }) => service)).size;
  const judge = (service: string, metric: string, series: readonly AnalysisSeries[]): JudgedMetric => {
    // The services together are one more that may raise a false alarm.
    const level = (policy.alpha * shareOfAlpha(metric, names, policy)) / (services === 1 ? 1 : services + 1);
    return judgeMetric(service, metric, series, policy, level);
  };
  const each = state.series.map((series) => judge(series.service, series.metric, [series]));
  const all =
    services === 1
      ? each
      : names.map((metric) =>
          judge(
            "*",
            metric,
            state.series.filter((series) => series.metric === metric),
          ),
        );
  const metrics = services === 1 ? each : [...all, ...each];
  const failed = metrics.some(({ dryRun, verdict }) => !dryRun && verdict === "fail");
  const doubtful = each.filter(isDoubtful);
  const verdict = failed ? "fail" : worst([...all, ...doubtful].filter(({ dryRun }) => !dryRun));
  return { verdict, sentence: groupSentence(verdict, metrics), metrics };
}

const isDoubtful = ({ small, acceptable, candidate: { requests, bad } }: JudgedMetric): boolean =>
  !small && bad > acceptable * requests;

/** What the group is when nothing fails: it passes only when every deciding metric does. Nothing to decide by is no data. */
function worst(metrics: readonly JudgedMetric[]): Verdict {
  const verdicts = metrics.map(({ verdict }) => verdict);
  if (verdicts.length === 0 || verdicts.includes("no-data")) return "no-data";
  return verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}
