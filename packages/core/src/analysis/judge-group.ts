import { wilson } from "../release/served-share.ts";
import { type Judgement, type JudgePolicy, judge, type Measurement } from "./judge.ts";

/** What both sides of one service served. */
export interface MeasuredService {
  readonly name: string;
  readonly candidate: Measurement;
  readonly stable: Measurement;
}

/** How seldom chance alone may fail a service of few requests. */
const byChance = 0.001;
/** Normal quantile of the interval in which a stable of few requests may lie. */
const z = 2;

/**
 * Judges a group of services that are released together.
 *
 * - The verdict is that of all their requests together: `no-data`, `inconclusive` and `pass` are about the sum. Services are
 *   split so that they scale apart, and some have little traffic by their nature (a login lasts days); were each one to reach
 *   `minimumRequests`, the smallest would hold up every release, and people would promote unjudged ones by hand.
 * - A service that has enough requests of its own on both sides is judged by them too, and one that fails fails the group:
 *   the sum would drown it, since a hundredth of the traffic can fail as a whole and the group stay under its limit.
 * - A service that has fewer cannot pass by itself, and the sentence names it. It can fail: when it has more errors than
 *   chance gives once in a thousand looks, were its true rate as high as the most that its stable side, which also has few
 *   requests, allows. So 2 errors of 20 are no failure, and 20 of 20 are one. Its latency is not judged: a p95 of so few
 *   says nothing.
 */
export function judgeGroup(services: readonly MeasuredService[], policy: JudgePolicy): Judgement {
  const [only] = services;
  if (only && services.length === 1) return judge(only.candidate, only.stable, policy);
  const small = services.filter((service) => !hasEnough(service, policy));
  const failed = services
    .map((service) => ({
      name: service.name,
      judgement: small.includes(service)
        ? judgeSmall(service, policy)
        : judge(service.candidate, service.stable, policy),
    }))
    .filter(({ judgement }) => judgement?.verdict === "fail");
  if (failed.length > 0)
    return {
      verdict: "fail",
      sentence: failed.map(({ name, judgement }) => `${name}: ${judgement?.sentence}`).join("; "),
    };
  const { verdict, sentence } = judge(
    together(services.map(({ candidate }) => candidate)),
    together(services.map(({ stable }) => stable)),
    policy,
  );
  const few = small.map(({ name, candidate, stable }) => `${name} ${candidate.requests}/${stable.requests}`);
  const beside =
    verdict === "pass" && few.length > 0
      ? `; too few requests to judge by themselves (candidate/stable): ${few.join(", ")}`
      : "";
  return { verdict, sentence: `together: ${sentence}${beside}` };
}

/** Of all services as one: the p95 is the mean of theirs, weighted by their requests. */
export function together(measurements: readonly Measurement[]): Measurement {
  let [requests, errors, weight, weighted] = [0, 0, 0, 0];
  for (const one of measurements) {
    requests += one.requests;
    errors += one.errors;
    if (one.p95Seconds === undefined) continue;
    weight += one.requests;
    weighted += one.p95Seconds * one.requests;
  }
  return { requests, errors, p95Seconds: weight === 0 ? undefined : weighted / weight };
}

const hasEnough = ({ candidate, stable }: MeasuredService, { minimumRequests }: JudgePolicy): boolean =>
  candidate.requests >= minimumRequests && stable.requests >= minimumRequests;

/** A failure by errors that chance cannot explain; undefined says nothing. */
function judgeSmall(
  { candidate, stable }: MeasuredService,
  { errorFloor, errorRatio }: JudgePolicy,
): Judgement | undefined {
  const { requests, errors } = candidate;
  const [, highest] = stable.requests === 0 ? [0, 0] : wilson(stable.errors, stable.requests, z);
  const allowed = Math.min(1, Math.max(errorFloor, highest * errorRatio));
  if (chanceOf(Math.min(errors, requests), requests, allowed) >= byChance) return undefined;
  return {
    verdict: "fail",
    sentence: `${errors} of the candidate's ${requests} requests failed, which is no chance even with so few; stable had ${stable.errors} of ${stable.requests}`,
  };
}

/** Chance that of `n` requests `k` or more fail when each fails with chance `rate`. */
function chanceOf(k: number, n: number, rate: number): number {
  if (k === 0 || rate >= 1) return 1;
  // Term by term in logarithms: n may be large where only stable has too few.
  let [tail, logChoose] = [0, 0];
  for (let i = 0; i <= n; i++) {
    if (i >= k) tail += Math.exp(logChoose + i * Math.log(rate) + (n - i) * Math.log1p(-rate));
    logChoose += Math.log((n - i) / (i + 1));
  }
  return tail;
}
