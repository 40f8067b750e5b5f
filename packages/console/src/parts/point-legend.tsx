import type { PointPhase } from "@signalbox/core/backup/recovery-point";
import { phaseLetters } from "../logic/point-cell.ts";

const meanings: Readonly<Record<PointPhase, string>> = {
  made: "made",
  copied: "copied to another region",
  verified: "restored and found whole",
  failed: "failed",
  expired: "deleted at its time",
};

const phases: readonly PointPhase[] = ["made", "copied", "verified", "failed", "expired"];

/** What the letters and colours of the calendars mean. */
export function PointLegend() {
  return (
    <ul class="legend" aria-label="What the letters mean">
      {phases.map((phase) => (
        <li key={phase}>
          <span class={`point point-${phase}`} aria-hidden="true">
            {phaseLetters[phase]}
          </span>
          <span class="visually-hidden">{phaseLetters[phase]}: </span>
          {meanings[phase]}
        </li>
      ))}
    </ul>
  );
}
