import { predictedSentence } from "@signalbox/core/upgrade/upgrade-text";
import type { ReleaseDetail } from "../../releases/detail.ts";
import { whyBack } from "../releases/why.ts";

/** What the rehearsal said of a release, by which strategy it went out, and for how long that was to keep users out. */
export function whyChosen(release: ReleaseDetail): string {
  const upgrade = release.run?.release.upgrade;
  if (!upgrade) return whyBack(release);
  const { sentence, findings, downtime } = upgrade;
  const kept = downtime ? [`Predicted: ${predictedSentence(downtime)}.`] : [];
  return [sentence, ...findings.slice(0, 1), ...kept].join(" ");
}
