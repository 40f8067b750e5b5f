import { bytesInWords } from "../bytes-in-words.ts";
import type { Restoration } from "../run/restoration.ts";
import { restoredPercent } from "../run/restore-phases.ts";

/** How far a restore is while AWS restores, and what is then read; undefined in any other phase. */
export function restoreProgress({
  phase,
  percent,
  holds,
  parts,
}: Pick<Restoration, "phase" | "percent" | "holds" | "parts">): string | undefined {
  if (parts) return phase === "restoring" || phase === "going-back" ? partsInWords(parts) : undefined;
  if (phase === "comparing" && holds) return `${amountOf(holds)} are read and compared`;
  if (phase !== "restoring") return undefined;
  if (percent === undefined) return "AWS does not say how far it is";
  const share = Math.min(1, percent / restoredPercent);
  if (!holds) return `${Math.round(percent)} % of the way`;
  return share < 1
    ? `about ${bytesInWords(holds.bytes * share)} of ${bytesInWords(holds.bytes)} restored, ${Math.round(percent)} % of the way`
    : `${bytesInWords(holds.bytes)} restored, ${Math.round(percent)} % of the way`;
}

/** `secrets: restored, database: comparing, files: to come`. */
const partsInWords = (parts: NonNullable<Restoration["parts"]>): string =>
  parts.map(({ what, state = "to come" }) => `${what}: ${state.replaceAll("-", " ")}`).join(", ");

/** `8 tables with 209,971 rows, 932 MB`, or `2,000 files, 161 MB`. */
export function amountOf({ tables, entries, bytes }: NonNullable<Restoration["holds"]>): string {
  const counted = entries.toLocaleString("en-US");
  const what = tables === undefined ? `${counted} files` : `${tables} tables with ${counted} rows`;
  return `${what}, ${bytesInWords(bytes)}`;
}
