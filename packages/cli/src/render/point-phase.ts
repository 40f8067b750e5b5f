import type { PointPhase } from "@signalbox/core/backup/recovery-point";
import type { Colors } from "../io.ts";

/** A letter for each, so that colour never carries the meaning alone. */
export const phaseLetters: Readonly<Record<PointPhase, string>> = {
  made: "m",
  copied: "c",
  verified: "V",
  failed: "X",
  expired: "e",
};

export function colourPhase(phase: PointPhase, text: string, colors: Colors): string {
  if (phase === "verified") return colors.green(text);
  if (phase === "failed") return colors.red(text);
  return phase === "expired" ? colors.dim(text) : colors.cyan(text);
}
