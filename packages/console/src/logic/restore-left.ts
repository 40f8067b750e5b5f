import type { Restoration } from "@signalbox/core/backup/run/restoration";

/**
 * Milliseconds until a restore is through: by what AWS has restored so far, or else by how long the last one took; undefined
 * where neither tells.
 */
export function restoreLeft(
  { phase, percent, phases }: Pick<Restoration, "phase" | "percent" | "phases">,
  lastTookMs: number | undefined,
  now: number,
): number | undefined {
  const began = phases.find((one) => one.phase === "restoring")?.at;
  if (began === undefined || (phase !== "restoring" && phase !== "comparing")) return undefined;
  const gone = now - Date.parse(began);
  if (phase === "restoring" && percent !== undefined && percent > 0)
    return (gone * (100 - percent)) / percent;
  return lastTookMs === undefined ? undefined : Math.max(0, lastTookMs - gone);
}
