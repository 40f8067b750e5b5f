import type { Restoration } from "@signalbox/core/backup/run/restoration";

/**
 * Milliseconds until what was restored is compared: by how long the last restore took, which had an instance to make and rows to
 * read as well; where none was measured, or this one takes longer, by what AWS has restored so far. Undefined where neither
 * tells.
 */
export function restoreLeft(
  { phase, percent, phases }: Pick<Restoration, "phase" | "percent" | "phases">,
  lastTookMs: number | undefined,
  now: number,
): number | undefined {
  const began = phases.find((one) => one.phase === "restoring")?.at;
  if (began === undefined || (phase !== "restoring" && phase !== "comparing")) return undefined;
  const gone = now - Date.parse(began);
  if (lastTookMs !== undefined && gone < lastTookMs) return lastTookMs - gone;
  if (phase === "restoring" && percent !== undefined && percent > 0)
    return (gone * (100 - percent)) / percent;
  return lastTookMs === undefined ? undefined : 0;
}
