import type { Window } from "./bins.ts";
import { measuredSeconds } from "./replica-metrics.ts";

/** CloudWatch keeps minutes for 15 days: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const keptMs = 14 * 86_400_000;
/** And shorter periods for three hours; beyond a quarter of one, minutes are told apart well enough. */
const fineMs = 15 * 60_000;
/** A word of a replica is on its way for so long; without any for longer the metrics are missing. */
const lateMs = 120_000;

/** What is to be taken in now: from what was last, by periods of ten seconds; by minutes, where that is long ago or never was. */
export function windowSince(at: number | undefined, now: number): Window {
  const from = Math.max(at ?? 0, now - keptMs);
  const seconds = now - from > fineMs ? 60 : measuredSeconds;
  const floor = (ms: number): number => Math.floor(ms / (seconds * 1000)) * seconds * 1000;
  return { from: floor(from), to: floor(now), seconds };
}

/**
 * Until when a window can be believed: to the end of the newest period in which a replica said something, since the ones after it may
 * still be on their way; where all have been silent for long, to its own end, and they are missing.
 */
export function believedUntil(
  { to, seconds }: Window,
  starts: Iterable<number>,
): { to: number; blind: boolean } {
  let newest = Number.NEGATIVE_INFINITY;
  for (const start of starts) newest = Math.max(newest, start + seconds * 1000);
  return newest < to - lateMs ? { to, blind: true } : { to: Math.min(to, newest), blind: false };
}

/**
 * Clocks that are further apart than ten minutes are not heard: AWS refuses what is signed five minutes before or after its own time
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html), on either side.
 */
export const aheadMs = 600_000;

/** Whether a period begins later than it can by our clock, give or take ten seconds: then who spoke has another one, and its past is not ours. */
export function isAhead(starts: Iterable<number>, now: number): boolean {
  for (const start of starts) if (start > now + measuredSeconds * 1000) return true;
  return false;
}
