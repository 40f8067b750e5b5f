import { type TaskOptions, task } from "@signalbox/core/workflow/task";
import { problem } from "../release/machine/caught.ts";
import { TimeoutSeconds, waitOf } from "../release/machine/expressions.ts";
import { removeBeside } from "./steps/remove-beside.ts";

/** Removes what was restored beside what serves. The loop around it tries again, for hours, so that a fault is an answer, too. */
export const remove = <const Next extends string>(
  what: TaskOptions<typeof removeBeside, Next>["with"],
  next: Next,
) =>
  task<typeof removeBeside, Next>(removeBeside, {
    with: what,
    TimeoutSeconds,
    Assign: waitOf,
    Catch: [
      {
        ErrorEquals: ["States.ALL"],
        Assign: { wait: 60 },
        Output: { gone: false, why: problem.cause },
        Next: next,
      },
    ],
    Next: next,
  });

/** What such a loop ends with where `what`, an expression, does not go, beside what had gone wrong before. */
export const leftBehind = (error: string, what: string) =>
  ({
    error,
    cause: `{% ${what} & ' is still there' & ($exists($states.input.why) ? ': ' & $states.input.why : '') & ($problem = null ? '' : '; before that, ' & $problem.error & ': ' & $problem.cause) %}`,
  }) as const;
