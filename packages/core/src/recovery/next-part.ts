import type { RunProblem } from "../backup/run/run.ts";

/** An execution that a recovery has do a part of it, as it was seen last. */
export interface SeenPart {
  readonly name: string;
  /** Whether the recovery goes on without it: it is done in another region, which may be gone. */
  readonly isOptional: boolean;
  /** `silent`: its region did not answer. */
  readonly state: "unstarted" | "silent" | "runs" | "done" | "failed";
  readonly problem?: RunProblem | undefined;
}

export type NextPart =
  | { readonly act: "start"; readonly names: readonly string[] }
  | { readonly act: "wait" }
  | { readonly act: "go-on" }
  | { readonly act: "halt"; readonly problem: RunProblem };

/** What is done next: the parts of one round together, and a round only once all that the one before it needs is done. */
export function nextPart(rounds: readonly (readonly SeenPart[])[]): NextPart {
  for (const round of rounds) {
    const failed = round.find(({ state, isOptional }) => state === "failed" && !isOptional);
    if (failed)
      return {
        act: "halt",
        problem: failed.problem ?? { error: "Recovery.PartEnded", cause: `${failed.name} has failed` },
      };
    const unstarted = round.filter(({ state }) => state === "unstarted");
    if (unstarted.length > 0) return { act: "start", names: unstarted.map(({ name }) => name) };
    if (round.some(({ state, isOptional }) => state === "runs" || (state === "silent" && !isOptional)))
      return { act: "wait" };
  }
  return { act: "go-on" };
}
