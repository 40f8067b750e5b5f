import { skewMs } from "./agreement.ts";
import { epochsOf, type TableEpochs, writingRegion } from "./writing.ts";

/** How long a region may write after it was last told that the epoch is its own; milliseconds. */
export const leaseMs = 120_000;

/** How often a lease keeper asks. */
export const renewEveryMs = 30_000;

/** How soon again where that renewed nothing: five more times before it ends, so that half a minute of silence stops nobody. */
export const askAgainMs = 10_000;

/** Longest `stopTimeout` of a task that writes: after its keeper has ended, its other containers may write so long. */
export const longestStopMs = 30_000;

/** For what a keeper's process needs to notice and to end. */
export const exitMarginMs = 10_000;

/** Regions of the platform, the one first that writes until an epoch says otherwise. */
export interface Places {
  readonly regions: readonly { readonly region: string }[];
}

/**
 * Whether tasks of a region that want the database may go on, by what the tables told: its epoch is in force, or it has never had one.
 * The database of a standby takes no writes, so warm tasks there harm nothing; one that wrote before can come back with a database that
 * does, and stays out until an epoch is its own again. Whatever too few tables told, and an epoch of which nobody can tell whose it is,
 * count as not renewed. A claim that came through at one table of three stops nobody while all three answer.
 */
export function renews(region: string, tables: readonly TableEpochs[], places: Places): boolean {
  const epochs = epochsOf(tables);
  if (epochs === undefined) return false;
  if (writingRegion(epochs, places) === region) return true;
  const hasWritten = tables.some((known) => known?.some((one) => one.region === region));
  return region !== places.regions[0]?.region && !hasWritten;
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
