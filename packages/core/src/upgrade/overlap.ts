import { drainGraceSeconds } from "../release/limits.ts";
import type { ReleasePolicy } from "../release/policy.ts";

/** A policy under which two versions are done with each other in time, and how it differs from the given one. */
export interface BoundedPolicy {
  readonly policy: ReleasePolicy;
  /** One sentence for each field that was changed. */
  readonly shortened: readonly string[];
}

/** Starting, shifting and observing a weight, as long as it takes where all goes well: CloudWatch knows one minute after another. */
const aroundBake = 240;
/** The least bake that is worth judging by. */
const leastBake = 120;

/**
 * Fits a release by canary or blue-green into the minutes that two versions may share a database, from the migration until the old
 * one has gone: the ladder loses its lower weights, the hold and the bake become shorter, in this order and only as far as needed;
 * what is then left is what inconclusive bakes and a person have. Undefined: it cannot be done in that time. That it is kept to,
 * whatever happens, is not the policy's but each step's to look at.
 */
export function boundOverlap(given: ReleasePolicy, minutes: number): BoundedPolicy | undefined {
  const bound = minutes * 60;
  let policy = given;
  const shorten = (change: Partial<ReleasePolicy>) => {
    policy = { ...policy, ...change };
  };
  const tooLong = () => overlapSeconds(policy) > bound;
  while (tooLong() && policy.ladder.length > 1) shorten({ ladder: policy.ladder.slice(1) });
  if (tooLong()) shorten({ holdSeconds: Math.max(0, policy.holdSeconds - (overlapSeconds(policy) - bound)) });
  if (tooLong()) {
    const bakeSeconds = policy.bakeSeconds - (overlapSeconds(policy) - bound);
    shorten({ bakeSeconds: Math.max(Math.min(leastBake, policy.bakeSeconds), bakeSeconds) });
  }
  if (tooLong()) return undefined;
  const left = bound - overlapSeconds(policy);
  const longest = policy.bakeSeconds * policy.ladder.length;
  const repeats = longest === 0 ? policy.extensions : Math.floor(left / longest);
  shorten({
    extensions: Math.min(policy.extensions, repeats),
    personSeconds: Math.min(policy.personSeconds, left),
    stickySeconds: Math.min(policy.stickySeconds, policy.bakeSeconds),
  });
  return { policy, shortened: differences(given, policy, minutes) };
}

/** From the first task of the new version to the last of the old one, where all goes well. */
export const overlapSeconds = ({
  ladder,
  bakeSeconds,
  stickySeconds,
  drainSeconds,
  generationSeconds,
  holdSeconds,
}: ReleasePolicy): number =>
  ladder.length * (aroundBake + stickySeconds + bakeSeconds) +
  Math.max(drainSeconds, Math.min(generationSeconds, drainGraceSeconds)) +
  holdSeconds;

function differences(given: ReleasePolicy, policy: ReleasePolicy, minutes: number): string[] {
  const fields = [
    "ladder",
    "bakeSeconds",
    "stickySeconds",
    "extensions",
    "personSeconds",
    "holdSeconds",
  ] as const;
  return fields.flatMap((field) => {
    const [was, is] = [given[field], policy[field]].map((value) => String(value).replaceAll(",", ", "));
    return was === is
      ? []
      : [`${field} is ${is} instead of ${was}: two versions share the database for ${minutes} min at most`];
  });
}
