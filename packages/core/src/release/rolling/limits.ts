import { lookSeconds as bakeLookSeconds, childSeconds, gatingSeconds } from "../limits.ts";
import type { ReleasePolicy } from "../policy.ts";

/** Looks of one poll loop at most; with the two of this machine its history stays within the 25,000 events of Step Functions. */
const looks = 800;
/**
 * How long ECS may watch its deployment alarms once the last task is replaced: as long as they look back, which it computes
 * itself, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export const settleSeconds = 1_800;

/** How long replacing `tasks` tasks one at a time may take, there or back: each of them has `healthySeconds`. */
export const replaceSeconds = (
  { healthySeconds }: Pick<ReleasePolicy, "healthySeconds">,
  tasks: number,
): number => healthySeconds * tasks + Math.max(healthySeconds, settleSeconds);

/** Seconds between two looks at something that may take `boundSeconds`. */
export const lookSeconds = (boundSeconds: number): number => Math.max(3, Math.ceil(boundSeconds / looks));

/** The most history events of the machine: both loops to their bounds, and every bake look by look. */
export function mostEvents(policy: ReleasePolicy, tasks: number): number {
  const bound = replaceSeconds(policy, tasks);
  const rounds = Math.ceil(bound / lookSeconds(bound)) + 1;
  const baked = Math.ceil(policy.bakeSeconds / bakeLookSeconds(policy)) + 1;
  // Of a round: five of its Task, two of the Choice, two of the Wait; of a look in a bake: its token, Measure, Judge.
  return 2 * 9 * rounds + 15 * (1 + policy.extensions) * baked + 200;
}

/** The most seconds that a rolling release of services of at most `tasks` tasks takes. */
export function longestSeconds(policy: ReleasePolicy, tasks: number): number {
  const { bakeSeconds, extensions, personSeconds, holdSeconds, othersSeconds } = policy;
  const watched = bakeSeconds * (1 + extensions) + personSeconds + holdSeconds + 2 * othersSeconds;
  return 2 * replaceSeconds(policy, tasks) + gatingSeconds(policy) + watched + 3_600;
}

/** Why a policy cannot be kept for services of at most `tasks` tasks, or undefined when it can. */
export function whyTooLong(policy: ReleasePolicy, tasks: number): string | undefined {
  const seconds = longestSeconds(policy, tasks);
  if (seconds <= childSeconds) return undefined;
  return `with ${tasks} task(s), one at a time, it could take ${Math.round(seconds / 86_400)} days, and a release may take ${childSeconds / 86_400}; shorten its times`;
}
