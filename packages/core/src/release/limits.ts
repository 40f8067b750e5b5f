import type { ReleasePolicy } from "./policy.ts";
import { mostSlicingSeconds, slicePauseSeconds } from "./slices.ts";

/** Step Functions ends a Standard execution at 25,000 history events; what is left is for the way back. */
export const eventBudget = 24_000;
/** Events of one round of a poll loop: five of the Task, two of the Choice, two of the Wait. */
const eventsOfPoll = 9;
/** Events of one look in a bake: six of the wait for its token, five of Measure, two of Judge. */
const eventsOfLook = 13;
/** Events of a weight beside its polls and bakes: capacity, shift, read-back, gate, next weight. */
const eventsOfWeight = 40;
/** Events of one slice of a scale-in: ten of its two Tasks, two of the Choice, two of the Wait. */
const eventsOfSlice = 14;
const pollsOfAll = 2_180;
const looksOfAll = 150;

/** How long closing may take beside what the policy says: scaling in, and restoring the stable side. */
export const scaleInSeconds = 1_800;
/**
 * How long a side may get requests past its drain. AWS gives no bound for weights to reach every balancer node; users
 * of Argo Rollouts have seen 120 s (https://github.com/argoproj/argo-rollouts/issues/4595).
 */
export const drainGraceSeconds = 300;
/** How long a strategy's machine may take; a policy that could take longer is refused, since its end could not be handled. */
export const childSeconds = 90 * 86_400;
/** How long `release` may take: the longest wait for its turn, a strategy's machine, and a day for what is beside them. */
export const releaseSeconds = 7 * 86_400 + childSeconds + 86_400;

/** How long all gates of a release may take together: five that have a minute each, and faults of Lambda between. */
export const gatesSeconds = 1_800;
/** What waiting for the others of a set adds to a release at most: before users meet it, and before it is promoted. */
const togetherSeconds = ({ othersSeconds }: ReleasePolicy): number => 2 * othersSeconds;

/** What gates add to a release at most: their own time, and that of a person whom they ask. */
export const gatingSeconds = ({ gates, personSeconds }: ReleasePolicy): number =>
  gates.length === 0 ? 0 : gatesSeconds + personSeconds;

/** The most seconds that a side may be drained; `follows` where its generations are waited for as well. */
export function drainBound({ drainSeconds, generationSeconds }: ReleasePolicy, follows: boolean): number {
  return (follows ? Math.max(drainSeconds, generationSeconds) : drainSeconds) + drainGraceSeconds;
}

/**
 * Seconds between two looks in a loop of at most `boundSeconds`: three, or more where the ladder is long and the
 * bound wide, so that no policy can fill the execution's history.
 */
export function pollSeconds({ ladder }: ReleasePolicy, boundSeconds: number): number {
  return Math.max(3, Math.ceil((boundSeconds * 2 * (ladder.length + 2)) / pollsOfAll));
}

/** An ALB counts requests in CloudWatch by the minute: of looks every three seconds nineteen in twenty find nothing new. */
export const leastRequestsPollSeconds = 10;

/** Seconds between two looks at requests, in a loop of at most `boundSeconds`. */
export const requestsPollSeconds = (policy: ReleasePolicy, boundSeconds: number): number =>
  Math.max(leastRequestsPollSeconds, pollSeconds(policy, boundSeconds));

/** Seconds between two looks at the analysis: CloudWatch knows something new once a minute; Kayenta has its own interval. */
export function lookSeconds({ ladder, bakeSeconds, extensions, kayenta }: ReleasePolicy): number {
  return Math.max(
    60 * (kayenta?.intervalMinutes ?? 1),
    Math.ceil((ladder.length * (1 + extensions) * bakeSeconds) / looksOfAll),
  );
}

/**
 * How long a weight is observed at most. Where users stick, it is the life of their cookies at least: an ALB renews a cookie
 * with each answer, so that only a time without stickiness frees those who are never quiet.
 */
export const shareSeconds = ({ observeSeconds, stickySeconds }: ReleasePolicy): number =>
  Math.max(observeSeconds, stickySeconds);

/** Looks at generations alone, once requests had their time: each costs a Lambda, and they last minutes. */
const looksPastRequests = 20;

/** Seconds between two looks at a side that drains; `follows` where its generations are waited for as well. */
export function drainPollSeconds(policy: ReleasePolicy, follows: boolean, waitedSeconds: number): number {
  const forRequests = drainBound(policy, false);
  const usual = requestsPollSeconds(policy, forRequests);
  if (!follows || waitedSeconds < forRequests) return usual;
  return Math.max(usual, Math.ceil((drainBound(policy, true) - forRequests) / looksPastRequests));
}

/** The most looks at a side that drains. */
export const drainLooks = (policy: ReleasePolicy): number =>
  Math.ceil(drainBound(policy, false) / drainPollSeconds(policy, false, 0)) + looksPastRequests + 2;

/** The most history events of the canary's machine under this policy; those of `release` do not depend on it. */
export function mostEvents(policy: ReleasePolicy): number {
  const polls = (bound: number) => Math.ceil(bound / pollSeconds(policy, bound)) + 1;
  const { ladder, extensions, healthySeconds } = policy;
  const shared = shareSeconds(policy);
  const shareLooks = Math.ceil(shared / requestsPollSeconds(policy, shared)) + 1;
  const weight =
    eventsOfPoll * (polls(healthySeconds) + shareLooks) +
    eventsOfLook * (1 + extensions) * Math.max(1, Math.ceil(policy.bakeSeconds / lookSeconds(policy))) +
    eventsOfWeight;
  const closing =
    eventsOfPoll * (polls(healthySeconds) + 2 * drainLooks(policy) + polls(scaleInSeconds)) +
    (eventsOfSlice * mostSlicingSeconds) / slicePauseSeconds +
    200;
  return ladder.length * weight + closing;
}

/** The most seconds that the canary's machine can take under this policy. */
export function longestSeconds(policy: ReleasePolicy): number {
  const { healthySeconds, bakeSeconds, extensions, personSeconds } = policy;
  const weight = healthySeconds + shareSeconds(policy) + bakeSeconds * (1 + extensions) + personSeconds;
  const closing =
    healthySeconds + 2 * drainBound(policy, true) + policy.holdSeconds + mostSlicingSeconds + scaleInSeconds;
  return policy.ladder.length * weight + closing + gatingSeconds(policy) + togetherSeconds(policy) + 3_600;
}

/** Why a policy cannot be kept, or undefined when it can. */
export function whyTooLong(policy: ReleasePolicy): string | undefined {
  const { stickySeconds, bakeSeconds } = policy;
  if (stickySeconds > bakeSeconds)
    return `users would stick to a side for ${stickySeconds} s (stickySeconds) in a bake of ${bakeSeconds} s (bakeSeconds); each shift waits that long until all of them are free, so that the weights and not the cookies decide: make stickySeconds at most bakeSeconds`;
  const events = mostEvents(policy);
  if (events > eventBudget)
    return `it could cause ${events} history events, and an execution may have ${eventBudget}; shorten the ladder or allow fewer extensions`;
  const seconds = longestSeconds(policy);
  if (seconds > childSeconds)
    return `it could take ${Math.round(seconds / 86_400)} days, and a release may take ${childSeconds / 86_400}; shorten its times`;
  return undefined;
}
