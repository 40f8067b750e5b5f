import {
  childSeconds,
  drainBound,
  drainLooks,
  eventBudget,
  gatesSeconds,
  leastRequestsPollSeconds,
  lookSeconds,
  scaleInSeconds,
} from "../limits.ts";
import type { ReleasePolicy } from "../policy.ts";
import type { Pause } from "./deployment.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
const mostPauseMinutes = 20_160;
/** What a pause lasts beside the waits of the policy: polls, retries, Lambdas that were cut off. */
const spareSeconds = 3_600;
const pollsOfLoop = 200;
/** Events of one round of a poll loop: five of the Task, two of the Choice, two of the Wait. */
const eventsOfPoll = 9;
/** Preview, shift, share, clean-up; of the way back traffic and its end. */
const loops = 6;
/** Events of one look in a bake: the wait for its token, Measure and Judge. */
const eventsOfLook = 15;
const eventsOfRest = 200;

/** How long ECS may take to end a deployment: to drain and stop the last tasks of the side that left. */
export const cleanUpSeconds = scaleInSeconds;

/** Seconds between two looks in a loop of at most `boundSeconds`. */
export const pollSeconds = (boundSeconds: number): number =>
  Math.max(3, Math.ceil(boundSeconds / pollsOfLoop));

/** The same where requests are looked at. */
export const requestsPollSeconds = (boundSeconds: number): number =>
  Math.max(leastRequestsPollSeconds, pollSeconds(boundSeconds));

const waitsOf: Readonly<Record<Pause, (policy: ReleasePolicy) => number>> = {
  // Services of a group wait for the slowest of them.
  preview: ({ healthySeconds, personSeconds, othersSeconds, gates }) =>
    healthySeconds + personSeconds + othersSeconds + (gates.length > 0 ? gatesSeconds : 0),
  shifted: (policy) =>
    2 * policy.observeSeconds +
    policy.bakeSeconds * (1 + policy.extensions) +
    policy.personSeconds +
    policy.othersSeconds +
    drainBound(policy, true) +
    policy.holdSeconds,
};

/** After how many minutes ECS takes a deployment back by itself: longer than the release may leave it in this pause. */
export const pauseMinutes = (policy: ReleasePolicy, pause: Pause): number =>
  Math.ceil((waitsOf[pause](policy) + spareSeconds) / 60);

/** The most history events of the machine under this policy. */
export function mostEvents(policy: ReleasePolicy): number {
  const { bakeSeconds, extensions } = policy;
  const drains = 2 * drainLooks(policy);
  const looks = (1 + extensions) * (Math.ceil(bakeSeconds / lookSeconds(policy)) + 1);
  return (loops * (pollsOfLoop + 1) + drains) * eventsOfPoll + looks * eventsOfLook + eventsOfRest;
}

/** The most seconds that it can take. */
export const longestSeconds = (policy: ReleasePolicy): number =>
  waitsOf.preview(policy) +
  waitsOf.shifted(policy) +
  policy.healthySeconds +
  2 * cleanUpSeconds +
  spareSeconds;

/** Why a policy cannot be kept, or undefined when it can. */
export function whyTooLong(policy: ReleasePolicy): string | undefined {
  for (const pause of ["preview", "shifted"] as const) {
    const minutes = pauseMinutes(policy, pause);
    if (minutes > mostPauseMinutes)
      return `a deployment could have to pause for ${minutes} minutes, and ECS lets it pause for ${mostPauseMinutes}; shorten personSeconds, bakeSeconds, drainSeconds, generationSeconds or holdSeconds`;
  }
  const events = mostEvents(policy);
  if (events > eventBudget)
    return `it could cause ${events} history events, and an execution may have ${eventBudget}; allow fewer extensions`;
  const seconds = longestSeconds(policy);
  if (seconds > childSeconds)
    return `it could take ${Math.round(seconds / 86_400)} days, and a release may take ${childSeconds / 86_400}; shorten its times`;
  return undefined;
}
