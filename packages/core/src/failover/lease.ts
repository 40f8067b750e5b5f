import { skewMs } from "./agreement.ts";
import { majority } from "./epoch.ts";

/** How long a region may write after it was last told that the epoch is its own; milliseconds. */
export const leaseMs = 120_000;

/** How often a lease keeper asks; four times in a lease, so that three lost answers stop nobody. */
export const renewEveryMs = 30_000;

/** Longest `stopTimeout` of a task that writes: after its keeper has ended, its other containers may write so long. */
export const longestStopMs = 30_000;

/** For what a keeper's process needs to notice and to end. */
export const exitMarginMs = 10_000;

/** What a table told a keeper: the highest epoch that was claimed there; undefined: it did not answer, or said anything else. */
export type Told = number | undefined;

/**
 * Whether a keeper of `epoch` may go on: a majority of the tables answers, and none of them knows a later one. Whatever else happens
 * counts as not renewed.
 */
export function renews(epoch: number, told: readonly Told[]): boolean {
  const answers = told.filter((one) => one !== undefined);
  return answers.length >= majority && answers.every((one) => one <= epoch);
}

/**
 * When a keeper ends so that its task has stopped writing within the lease; by the monotonic clock, from the moment at which its last
 * successful renewal was sent, not answered.
 */
export const exitAt = (renewalSentAt: number, stopMs: number): number =>
  renewalSentAt + leaseMs - stopMs - exitMarginMs;

/**
 * From when on another region may write: no renewal that was sent after the claim had its majority can succeed, so all leases have
 * run out by then, whichever of the clocks is behind.
 */
export const promotableAt = (claimedAt: number): number => claimedAt + leaseMs + skewMs;
