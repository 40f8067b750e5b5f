import { restoreProgress } from "@signalbox/core/backup/catalogue/restore-progress";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { Restoration } from "@signalbox/core/backup/run/restoration";
import { usualPhases, usualPhasesOfAll } from "@signalbox/core/backup/run/restore-phases";
import type { RestorableDocument } from "@signalbox/core/console/documents";
import { now } from "../live/world-time.ts";
import { duration, words } from "../logic/format.ts";
import { restoreLeft } from "../logic/restore-left.ts";

interface Props {
  readonly target: RestorableDocument;
  readonly restoration: Restoration;
}

/** Where a restore is: the phases behind it with their times, the present one, and those to come. */
export function RestorePhases({ target, restoration }: Props) {
  const { phases, phase, percent, endedAt } = restoration;
  const passed = phases.filter((one) => one.phase !== "ended");
  const usual: readonly Restoration["phase"][] = target.target === "all" ? usualPhasesOfAll : usualPhases;
  const present = usual.indexOf(phase);
  const toCome =
    present < 0
      ? []
      : usual.slice(present + 1).filter((name) => name !== "waiting-for-person" || target.permanent);
  const progress = restoreProgress(restoration);
  return (
    <>
      <ol class="phases">
        {passed.map(({ phase: name, at }, index) => {
          const until = phases[index + 1]?.at ?? endedAt;
          const current = until === undefined;
          return (
            <li
              key={at + name}
              class={current ? "phase-current" : "phase-done"}
              {...(current && { "aria-current": "step" as const })}
            >
              {words(name)}
              <time>{duration((current ? now.value : Date.parse(until)) - Date.parse(at))}</time>
            </li>
          );
        })}
        {toCome.map((name) => (
          <li key={name}>{words(name)}</li>
        ))}
      </ol>
      {progress !== undefined && (
        <div class="countdown">
          <span>
            {progress}
            <Left {...{ target, restoration }} />
          </span>
          {phase === "restoring" && percent !== undefined && (
            <progress max={100} value={percent} aria-label="Restored by AWS" />
          )}
        </div>
      )}
    </>
  );
}

function Left({ target, restoration }: Props) {
  const left = restoreLeft(restoration, target.restored?.tookMs, now.value);
  return left === undefined ? ", how long is not known: none was measured" : `, about ${lengthOf(left)} left`;
}
