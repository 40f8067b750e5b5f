import { drainGraceSeconds } from "./limits.ts";

export interface DrainEvidence {
  readonly now: number;
  /** When the side was read back at weight 0. Milliseconds since 1970, as `now`. */
  readonly since: number;
  readonly drainSeconds: number;
  /** Requests that the side was given in each whole minute since, oldest first. */
  readonly requestsPerMinute: readonly number[];
  /** Whether it served any request during the release at all. */
  readonly served: boolean;
}

export type DrainVerdict = "wait" | "drained" | "still-served";

/** Of a group: each of its services must be drained, and one that is still served is enough to say so. */
export function drainedTogether(verdicts: readonly DrainVerdict[]): DrainVerdict {
  if (verdicts.includes("still-served")) return "still-served";
  return verdicts.includes("wait") ? "wait" : "drained";
}

/**
 * Whether a side at weight 0 may be scaled in. An ALB publishes no connection count for a target group, so open streams
 * cannot be seen: a side that served is given its whole time, one that never served has nothing open. New requests past
 * the grace mean that something else than the rule sends traffic.
 */
export function drained({
  now,
  since,
  drainSeconds,
  requestsPerMinute,
  served,
}: DrainEvidence): DrainVerdict {
  if (!served) return "drained";
  const waited = (now - since) / 1000;
  if (waited < drainSeconds) return "wait";
  // Two minutes, since the last one may not be published yet; before there are two, silence says nothing.
  const recent = requestsPerMinute.slice(-2);
  if (recent.length === 2 && recent.every((requests) => requests === 0)) return "drained";
  return waited < drainSeconds + drainGraceSeconds ? "wait" : "still-served";
}
