import type { Restorable } from "../../platform/backup-places.ts";
import type { Restoration, RestorePart } from "../run/restoration.ts";
import type { RunProblem } from "../run/run.ts";

/** Where the parts of a restore of all are brought: to what was restored, back to the old, or to where no way leads back. */
export type PartsGoal = "restored" | "old" | "released";

/** A part that was started, as its own record and Step Functions tell. */
export interface SeenPart {
  readonly what: Restorable;
  readonly run: string;
  /** Absent: it was never started. */
  readonly runs?: boolean;
  readonly record?: Pick<Restoration, "phase" | "outcome" | "problem" | "phases">;
}

/** What is done next about all parts. */
export type NextForParts =
  | { readonly act: "start"; readonly part: SeenPart }
  | { readonly act: "say"; readonly part: SeenPart; readonly word: "back" | "release" }
  | { readonly act: "wait"; readonly part: SeenPart }
  /** Nothing more; `problem` says why not all of them are where they were to be. */
  | { readonly act: "rest"; readonly problem?: RunProblem };

/** One part after another, so that it is known at any time what is done: there in their order, and back the other way round. */
export function nextForParts(parts: readonly SeenPart[], goal: PartsGoal): NextForParts {
  return goal === "restored" ? forth(parts) : leave(parts.toReversed(), goal);
}

function forth(parts: readonly SeenPart[]): NextForParts {
  for (const part of parts) {
    if (part.runs === undefined) return { act: "start", part };
    if (keeps(part) || part.record?.outcome === "restored") continue;
    if (part.runs && part.record?.phase !== "ended") return { act: "wait", part };
    return { act: "rest", problem: whyNot(part) };
  }
  return { act: "rest" };
}

/** Whatever one of them comes to, the others are still told. */
function leave(parts: readonly SeenPart[], goal: "old" | "released"): NextForParts {
  const stuck: string[] = [];
  for (const part of parts) {
    if (part.runs === undefined) continue;
    if (part.runs && keeps(part)) return { act: "say", part, word: goal === "old" ? "back" : "release" };
    if (part.runs && part.record?.phase !== "ended") return { act: "wait", part };
    if (goal === "old" && hasServed(part) && part.record?.outcome !== "gone-back") stuck.push(notBack(part));
  }
  if (stuck.length === 0) return { act: "rest" };
  return { act: "rest", problem: { error: "Backup.NotBack", cause: stuck.join("; ") } };
}

const keeps = ({ runs, record }: SeenPart): boolean => runs === true && record?.phase === "keeping-old";

const hasServed = ({ record }: SeenPart): boolean =>
  record?.phases.some(({ phase }) => phase === "keeping-old") ?? false;

function whyNot({ what, run, record }: SeenPart): RunProblem {
  const { outcome, problem } = record ?? {};
  if (problem) return { error: problem.error, cause: `${what} was not restored: ${problem.cause}` };
  const why =
    outcome === "gone-back" ? "a person went back from it" : "its execution ended before it was done";
  return { error: "Backup.PartStopped", cause: `${run}: ${why}` };
}

const notBack = ({ what, run, record }: SeenPart): string =>
  `${what} serves what ${run} has restored: ${record?.problem?.cause ?? "its way back was over"}`;

/** Of each part that serves what was restored: how it alone goes back. */
export const waysBack = (parts: readonly RestorePart[]): readonly string[] =>
  parts.flatMap(({ what, run, state }) =>
    state === "keeping-old"
      ? [`${what} is restored and serves; \`signalbox backup back ${run}\` leads back from it.`]
      : state === "restored"
        ? [`${what} is restored, and nothing leads back from it.`]
        : [`${what} is ${state ?? "not touched"}.`],
  );
