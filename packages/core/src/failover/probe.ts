import { periodMs } from "./agreement.ts";
import type { Seen } from "./observation.ts";

/** Two targets outside AWS have to answer before an observer believes its own eyes; three, since each of them may be ill. */
export const controlTargets = [
  "https://www.cloudflare.com/cdn-cgi/trace",
  "https://www.google.com/generate_204",
  "https://www.wikipedia.org/",
] as const;
export const controlsNeeded = 2;

/** A row a minute is written; one that is older than two was not written, or has not come. */
const canaryFreshMs = 2 * periodMs;

/** Aurora's lag is of a second; one of a minute is one that grows. A metric that has said nothing for three has fallen silent. */
const lagMs = periodMs;
const silentMs = 3 * periodMs;

/** Of the newest canary row here, in milliseconds since 1970; undefined: it could not be read. */
export const seenWrite = (newest: number | undefined, now: number): Seen =>
  newest === undefined ? "unknown" : now - newest <= canaryFreshMs ? "up" : "down";

/** Points of the lag's metric, newest last; Aurora writes one a minute while it replicates. Milliseconds. */
export interface LagPoint {
  readonly at: number;
  readonly lagMs: number;
}

/**
 * Whether replication moves. A lag that is small is a sign that it does, one that grows with time or a metric that has fallen silent
 * that it does not; who never saw the metric knows nothing.
 */
export function seenReplication(points: readonly LagPoint[], now: number): Seen {
  const last = points.at(-1);
  if (!last) return "unknown";
  if (now - last.at > silentMs) return "down";
  return last.lagMs <= lagMs ? "up" : "down";
}
