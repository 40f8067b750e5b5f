import type { Act } from "@signalbox/core/ledger/records";

export interface Measured {
  /** ISO 8601. */
  readonly at: string;
  /** Percent of requests that the candidate had; undefined where no act before tells. */
  readonly weight: number | undefined;
  readonly verdict: NonNullable<Act["verdict"]>;
  readonly sentence: string;
}

/** What the judge said of each measurement, oldest first. `acts` are in the order in which they happened. */
export function verdictsOf(acts: readonly Act[]): Measured[] {
  let shifted: number | undefined;
  const measured: Measured[] = [];
  for (const { at, text, verdict, weight } of acts) {
    shifted = weight ?? shifted;
    // The journal's text leads with the verdict.
    if (verdict) measured.push({ at, weight: shifted, verdict, sentence: withoutLead(text) });
  }
  return measured;
}

/** `fail: too slow` → `too slow`. */
export const withoutLead = (text: string): string => text.replace(/^[\w-]+: /, "");
