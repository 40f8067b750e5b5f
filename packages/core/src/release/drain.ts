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

/**
 * Whether a side at weight 0 may be scaled in. An ALB publishes no connection count for a target group, so open streams
 * cannot be seen: a side that served is given its whole time, one that never served has nothing open. New requests in
 * the last whole minute mean that something else than the rule sends traffic.
 */
export function drained({
  now,
  since,
  drainSeconds,
  requestsPerMinute,
  served,
}: DrainEvidence): DrainVerdict {
  if (!served) return "drained";
  // The minute after the shift may hold requests of balancer nodes that had not heard of it.
  const settled = requestsPerMinute.slice(1);
  if (now - since < drainSeconds * 1000) return "wait";
  return (settled.at(-1) ?? 0) > 0 ? "still-served" : "drained";
}
