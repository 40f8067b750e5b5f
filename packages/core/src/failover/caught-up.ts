import type { LagPoint } from "./probe.ts";

/** Users can't write while what is missing arrives: Aurora's usual lag is below a second, and ten of them are endured. */
const mostMs = 10_000;

/** Aurora writes the metric once a minute; one that has said nothing for three of them has fallen silent. */
const silentMs = 3 * 60_000;

/** A row is written each minute where users write; after so many that are missing, what they write is not what arrives here. */
export const rowsMissedMs = 5 * 60_000;

/** Whether what arrives is what users write, by the newest canary row here. The lag of a cluster that they have left stays small. */
export const rowsArrive = (newest: number | undefined, now: number): boolean =>
  newest !== undefined && now - newest <= rowsMissedMs;

/** Whether a secondary follows so closely that a switchover takes no longer for it. Points newest last; silence is no. */
export function hasCaughtUp(points: readonly LagPoint[], now: number): boolean {
  const last = points.at(-1);
  return last !== undefined && now - last.at <= silentMs && last.lagMs <= mostMs;
}
