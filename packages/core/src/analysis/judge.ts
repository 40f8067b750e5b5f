import type { ReleasePolicy } from "../release/policy.ts";

export type Verdict = "pass" | "fail" | "inconclusive" | "no-data";

/** What a side served in the time that is judged. */
export interface Measurement {
  readonly requests: number;
  readonly errors: number;
  /** Seconds; undefined where nothing was measured. */
  readonly p95Seconds: number | undefined;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly sentence: string;
}

export type JudgePolicy = Pick<
  ReleasePolicy,
  "minimumRequests" | "errorRatio" | "errorFloor" | "latencyRatio" | "latencyFloorSeconds"
>;

/**
 * Compares the candidate with stable: over the same minutes, or, at weight 100 where stable serves nothing any more,
 * with stable's minutes before.
 */
export function judge(candidate: Measurement, stable: Measurement, policy: JudgePolicy): Judgement {
  if (candidate.requests === 0)
    return { verdict: "no-data", sentence: "the candidate served no request that CloudWatch knows of" };
  const few = [
    ...(candidate.requests < policy.minimumRequests ? [`candidate ${candidate.requests}`] : []),
    ...(stable.requests < policy.minimumRequests ? [`stable ${stable.requests}`] : []),
  ];
  if (few.length > 0)
    return {
      verdict: "inconclusive",
      sentence: `too few requests for a verdict (${few.join(", ")}; ${policy.minimumRequests} are needed)`,
    };
  return (
    errorJudgement(candidate, stable, policy) ??
    latencyJudgement(candidate, stable, policy) ??
    pass(candidate, stable)
  );
}

function errorJudgement(
  candidate: Measurement,
  stable: Measurement,
  policy: JudgePolicy,
): Judgement | undefined {
  const [rate, base] = [errorRate(candidate), errorRate(stable)];
  const limit = Math.max(policy.errorFloor, base * policy.errorRatio);
  if (rate <= limit) return undefined;
  return {
    verdict: "fail",
    sentence: `${percent(rate)} of the candidate's ${candidate.requests} requests failed; stable's ${percent(base)} allow ${percent(limit)}`,
  };
}

function latencyJudgement(
  candidate: Measurement,
  stable: Measurement,
  policy: JudgePolicy,
): Judgement | undefined {
  if (candidate.p95Seconds === undefined) return undefined;
  const limit = Math.max(policy.latencyFloorSeconds, (stable.p95Seconds ?? 0) * policy.latencyRatio);
  if (candidate.p95Seconds <= limit) return undefined;
  const base = stable.p95Seconds === undefined ? "the floor" : `stable's ${seconds(stable.p95Seconds)}`;
  return {
    verdict: "fail",
    sentence: `the candidate's p95 latency is ${seconds(candidate.p95Seconds)}; ${base} allow${base === "the floor" ? "s" : ""} ${seconds(limit)}`,
  };
}

function pass(candidate: Measurement, stable: Measurement): Judgement {
  const latency = (side: Measurement) =>
    side.p95Seconds === undefined ? "" : `, p95 ${seconds(side.p95Seconds)}`;
  return {
    verdict: "pass",
    sentence: `candidate: ${percent(errorRate(candidate))} of ${candidate.requests} failed${latency(candidate)}; stable: ${percent(errorRate(stable))} of ${stable.requests}${latency(stable)}`,
  };
}

const errorRate = ({ requests, errors }: Measurement): number => (requests === 0 ? 0 : errors / requests);
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const seconds = (value: number): string => `${value.toFixed(3)} s`;
