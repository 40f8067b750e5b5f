import { drainBound, longestSeconds, releaseSeconds } from "../limits.ts";
import type { ReleasePolicy } from "../policy.ts";

/** What the policy's fields hold at most. */
const mostOthersSeconds = 604_800;
const mostHoldSeconds = 86_400;
/** Looks of the set, retries, Lambdas that were cut off. */
const spareSeconds = 900;

/** How long the machine of a set may take: two waves, each as long as a release may take. */
export const setSeconds = 2 * releaseSeconds;

const highest = (values: readonly number[]): number => Math.max(0, ...values);

/** How long a wave takes at most, from the request to the last verdict. */
const waveSeconds = (wave: readonly ReleasePolicy[]): number =>
  highest(wave.map(({ queueSeconds }) => queueSeconds)) + highest(wave.map(longestSeconds));

/** How long a release waits for the others of its wave: as long as any of them may take; one that is alone, for the set's word. */
export const othersSeconds = (wave: readonly ReleasePolicy[]): number =>
  Math.min(mostOthersSeconds, waveSeconds(wave) + spareSeconds);

/**
 * How long the releases of each wave keep their way back: until the last release of the last wave was held for its own time,
 * as nothing tells which one drains longest. The set ends it earlier; by itself it ends at the latest after a day, the most
 * that a policy allows, and from then on a way back is a release of its own.
 */
export function holdSeconds(waves: readonly (readonly ReleasePolicy[])[], betweenSeconds: number): number[] {
  const last = highest(
    waves.flat().map((policy) => drainBound(policy, true) + policy.holdSeconds + spareSeconds),
  );
  return waves.map((_, index) => {
    const later = waves.slice(index + 1).reduce((sum, wave) => sum + betweenSeconds + waveSeconds(wave), 0);
    return Math.min(mostHoldSeconds, last + later);
  });
}

/**
 * Seconds until the set looks again: ten at first, then a two-hundredth of what it has taken, so that the longest fits the
 * 25,000 events of a history: 200 looks until 2,000 s, and after that 200 for each time that its age is multiplied by e.
 */
export const lookSeconds = (elapsedSeconds: number): number => Math.max(10, Math.ceil(elapsedSeconds / 200));
