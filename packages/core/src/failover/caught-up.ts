import type { LagPoint } from "./probe.ts";

/** Users can't write while what is missing arrives: Aurora's usual lag is below a second, and ten of them are endured. */
const mostMs = 10_000;

/** Aurora writes the metric once a minute; one that has said nothing for three of them has fallen silent. */
const silentMs = 3 * 60_000;

/** Whether a secondary follows so closely that a switchover takes no longer for it. Points newest last; silence is no. */
export function hasCaughtUp(points: readonly LagPoint[], now: number): boolean {
  const last = points.at(-1);
  return last !== undefined && now - last.at <= silentMs && last.lagMs <= mostMs;
}
