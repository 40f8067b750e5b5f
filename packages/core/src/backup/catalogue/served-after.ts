import type { Restoration } from "../run/restoration.ts";

/** Milliseconds from the order of a restore until what it restored served and was checked; undefined where it never did. */
export function servedAfter({
  startedAt,
  phases,
}: Pick<Restoration, "startedAt" | "phases">): number | undefined {
  const served = phases.find(({ phase }) => phase === "keeping-old");
  return served && Date.parse(served.at) - Date.parse(startedAt);
}
