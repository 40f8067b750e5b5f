import { type Evidence, evidenceAgainst, evidenceFor } from "./evidence.ts";
import { shownAtNewest } from "./own-weight.ts";
import type { AnalysisPolicy } from "./policy.ts";
import { rounds } from "./rounds.ts";
import { metricSentence } from "./sentences.ts";
import type { AnalysisSeries } from "./state.ts";
import { type Served, type Totals, totals } from "./totals.ts";
import type { Verdict } from "./verdict.ts";

export interface JudgedMetric extends Totals, Evidence {
  /** `*` stands for all services of a group together. */
  readonly service: string;
  readonly metric: string;
  /** Computed and reported, but never deciding. */
  readonly dryRun: boolean;
  /** Served too little on one side to hold up the group; it can still fail it. */
  readonly small: boolean;
  /** How long the newest step has been watched. */
  readonly watchedMinutes: number;
  /** The newest weight shows by itself that the candidate is good enough; only asked where all weights together do. */
  readonly shownAtNewest: boolean;
  /** A share of bad requests that never fails, and whether the candidate's is no higher, all in all and in the newest step. */
  readonly acceptable: number;
  readonly harmless: boolean;
  readonly verdict: Verdict;
  /** What was seen, and what it would take for a verdict. */
  readonly sentence: string;
}

/** Judges one metric, of one service or of several side by side; at most `level` of good candidates ever fail. */
export function judgeMetric(
  service: string,
  metric: string,
  series: readonly AnalysisSeries[],
  policy: AnalysisPolicy,
  level: number,
): JudgedMetric {
  const acceptable = metric === "errors" ? policy.acceptableRate : policy.acceptableSlowRate;
  const [looks, counted] = [rounds(series), totals(series)];
  const { worseSince, moreToFail } = evidenceAgainst(looks, counted, policy, level);
  // A candidate that turned bad at its newest weight is not covered by what it served well before.
  const toHarm = ({ requests, bad }: Served) => Math.max(0, Math.floor(acceptable * requests) + 1 - bad);
  const moreToHarm = Math.min(toHarm(counted.candidate), toHarm(counted.newest));
  const good = evidenceFor(looks, policy, acceptable);
  const judged = {
    service,
    metric,
    dryRun: policy.dryRun.includes(metric),
    small: Math.min(counted.candidate.requests, counted.stable.requests) < policy.minimumRequests,
    watchedMinutes: watched(series),
    acceptable,
    ...counted,
    worseSince,
    moreToFail: moreToFail === undefined ? undefined : Math.max(moreToFail, moreToHarm),
    harmless: moreToHarm > 0,
    ...good,
    // A weight at which nothing was served yet shows nothing, whatever the one before it showed.
    shownAtNewest:
      good.goodSince !== undefined &&
      counted.newest.requests > 0 &&
      shownAtNewest(looks, counted, policy, acceptable),
  };
  const verdict = verdictOf(judged, policy);
  return { ...judged, verdict, sentence: metricSentence({ ...judged, verdict }, policy) };
}

function verdictOf(judged: Omit<JudgedMetric, "verdict" | "sentence">, policy: AnalysisPolicy): Verdict {
  const { candidate, worseSince, watchedMinutes } = judged;
  if (candidate.requests === 0) return "no-data";
  if (worseSince !== undefined && !judged.harmless) return "fail";
  const passes = judged.shownAtNewest && watchedMinutes >= policy.leastMinutes;
  return passes ? "pass" : "inconclusive";
}

/** Minutes of the newest step up to its newest minute. */
function watched(series: readonly AnalysisSeries[]): number {
  const steps = series.flatMap((one) => one.steps);
  const newest = Math.max(...steps.map(({ began }) => began));
  const ages = steps.flatMap(({ began, seen }) => (began === newest ? [seen.at(-1)?.[1] ?? -1] : []));
  return Math.max(0, ...ages.map((age) => age + 1));
}
