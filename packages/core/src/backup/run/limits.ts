import type { Objectives } from "../objectives.ts";

/** A job that cannot begin within it EXPIRED, one that is not done within both is ABORTED; minutes. AWS takes no shorter start window. */
export const windows = { startMinutes: 60, completeMinutes: 720 } as const;

/** A job that AWS itself has not ended by then is stopped. Milliseconds since its start. */
export const patienceMs = (windows.startMinutes + windows.completeMinutes + 30) * 60_000;

/** Jobs that a run starts at most. */
export const mostAttempts = 2;

/**
 * How long a verification waits for its restore, in milliseconds: one that takes twice the RTO has shown enough, and costs by
 * the hour.
 */
export const restoreLimitMs = ({ rtoMs }: Objectives): number => 2 * rtoMs;

const shortestSeconds = 15;
const longestSeconds = 600;

/**
 * Until the next look at a job that no event tells of: a sixth of the time that it has taken, so that its end is found with little
 * delay and a job of hours costs few transitions.
 */
export const nextLookSeconds = (sinceMs: number): number =>
  Math.min(longestSeconds, Math.max(shortestSeconds, Math.round(sinceMs / 6_000)));

/** The Lambda that looks at contents may take so long for one step, the most that AWS gives. */
export const lookLambdaSeconds = 900;

/** A look may take so long: of a bucket, some 20 slices. */
export const lookSeconds = 5 * 3_600;

/** Points that one pruning deletes at most, one after another; the next one goes on. */
export const mostPruned = 50;

/** A copy may take so long: both jobs to the end of a run's patience, and an hour for all that is around them. */
export const copySeconds = (mostAttempts * patienceMs) / 1_000 + 3_600;

/** A pruning may: a minute for each point, and an hour for all that is around them. */
export const pruneSeconds = mostPruned * 60 + 3_600;
