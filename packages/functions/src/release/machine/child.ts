import type { Handover } from "@signalbox/core/release/release";
import type { Assignments, Expr, PassState } from "@signalbox/core/workflow/asl";

const handover: Expr<Handover> = { outcome: "{% $outcome %}", problem: "{% $problem %}" };

/** The first state of a strategy's machine: takes what `release` hands over. */
export const takeOver = <const Names extends string>(next: Names, assign: Assignments): PassState<Names> => ({
  Type: "Pass",
  Assign: { release: "{% $states.input.release %}", ...assign },
  Next: next,
});

/** Of the first step: whoever was not started by the `release` that has the lock does nothing. */
export const refuse = {
  ErrorEquals: ["Release.LockLost"],
  Assign: { cause: "{% $parse($states.errorOutput.Cause).errorMessage %}" },
  Next: "Refused",
} as const;

/** How a strategy's machine ends. `release` gives the lock back and reports, or keeps it for a person. */
export const ends = {
  Refused: { Type: "Fail", Error: "Release.LockLost", Cause: "{% $cause %}" },
  HandBack: { Type: "Succeed", Output: handover },
  NeedsAPerson: {
    Type: "Fail",
    Error: "Release.NeedsAPerson",
    Cause: "{% $problem.error & ': ' & $problem.cause %}",
  },
} as const;
