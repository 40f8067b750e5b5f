import type { Run } from "@signalbox/core/ledger/records";
import { percent } from "../logic/format.ts";

type Level = "done" | "current" | "next";

/** The weights of a release: those behind it, the present one, those to come. */
export function Ladder({ run }: { run: Run }) {
  const { ladder } = run.release.policy;
  const levelOf = (weight: number): Level => {
    if (run.phase === "rolling-back" || run.report?.outcome === "rolled-back") return "next";
    if (weight === run.weight && ["shifting", "baking", "waiting-for-person"].includes(run.phase))
      return "current";
    return weight <= run.weight ? "done" : "next";
  };
  return (
    <ol class="ladder" aria-label="ladder of weights">
      {ladder.map((weight) => {
        const level = levelOf(weight);
        return (
          <li
            key={weight}
            class={`level-${level}`}
            {...(level === "current" && { "aria-current": "step" as const })}
          >
            {percent(weight)}
            <span class="visually-hidden">{level === "next" ? "to come" : level}</span>
          </li>
        );
      })}
    </ol>
  );
}
