import { judgement } from "@signalbox/core/analysis/judgement";
import { CanaryAnalysis } from "@signalbox/core/analysis/kayenta/canary-analysis";
import { classifyMetric } from "@signalbox/core/analysis/kayenta/classify-metric";
import { observe } from "@signalbox/core/analysis/observe";
import { AnalysisPolicy } from "@signalbox/core/analysis/policy";
import { beginAnalysis, type MeasuredMinute } from "@signalbox/core/analysis/state";

/** The minute, counted from 1, after which a judge fails a release; undefined when it never does. */
export type Judge = (minutes: readonly MeasuredMinute[]) => number | undefined;

const begun = beginAnalysis([{ service: "chat", metric: "errors" }]);

/** As it is configured where nobody says otherwise. */
export const standard = AnalysisPolicy.parse({});

/** What the reference tolerates too: nothing, and nothing is acceptable by itself. */
export const strict = AnalysisPolicy.parse({ alpha: 0.01, toleratedRatio: 1, acceptableRate: 0 });
/** The same for a service whose fresh capacity is as good as its warm one. */
export const strictAndWarm: AnalysisPolicy = { ...strict, coldRatio: 1 };

/**
 * The judge, looking every minute. A judgement of all minutes names the first that fails the release, and that is the very
 * minute in which a judgement would have failed it (judgement.test.ts holds it to that), so one judgement a run will do.
 */
export const signalbox =
  (policy: AnalysisPolicy): Judge =>
  (minutes) =>
    judgement(observe(begun, minutes), policy).metrics[0]?.worseSince;

/** The minute after which a release is shown not to be unacceptable, which promotes it early. */
export const promoting =
  (policy: AnalysisPolicy): Judge =>
  (minutes) =>
    judgement(observe(begun, minutes), policy).metrics[0]?.goodSince;

/** The strict judge with a cold start dealt with by not looking: the first minutes of every step thrown away. */
export const throwingAway =
  (discarded: number): Judge =>
  (minutes) =>
    signalbox(strictAndWarm)(minutes.filter(({ minute, step }) => minute - step >= discarded));

const ratios = Array.from({ length: 40 }, (_, i) => 1.1 * (64 / 1.1) ** (i / 39));

/**
 * The reference: likelihood ratios of the candidate's share of each minute's errors, mixed evenly over 40 ratios from 1.1 to
 * 64 (after Lindon & Malek, arXiv 2011.03567). It fails a release when the mixture reaches 100, which by Ville's inequality
 * has a chance of at most 1 % under the null hypothesis.
 */
export const eProcess: Judge = (minutes) => {
  const logs = new Float64Array(ratios.length);
  for (const { minute, candidate, stable } of minutes) {
    const share = candidate.requests / (candidate.requests + stable.requests);
    let most = Number.NEGATIVE_INFINITY;
    for (const [i, ratio] of ratios.entries()) {
      const expected = (ratio * share) / (ratio * share + 1 - share);
      const before = logs[i] ?? 0;
      const now =
        before +
        (candidate.bad === 0 ? 0 : candidate.bad * Math.log(expected / share)) +
        (stable.bad === 0 ? 0 : stable.bad * Math.log((1 - expected) / (1 - share)));
      logs[i] = now;
      most = Math.max(most, now);
    }
    let sum = 0;
    for (const log of logs) sum += Math.exp(log - most);
    if (most + Math.log(sum / ratios.length) >= Math.log(100)) return minute + 1;
  }
  return undefined;
};

const config = CanaryAnalysis.parse({ direction: "increase" });

/** Kayenta's judge on the error rates of all minutes so far, every 5 minutes. */
export const kayenta: Judge = (minutes) => {
  const rates = (side: "candidate" | "stable") =>
    minutes.map((minute) => minute[side].bad / minute[side].requests);
  const [control, experiment] = [rates("stable"), rates("candidate")];
  for (let now = 5; now <= minutes.length; now += 5) {
    const series = { control: control.slice(0, now), experiment: experiment.slice(0, now) };
    if (classifyMetric({ ...series, config }).classification === "High") return now;
  }
  return undefined;
};
