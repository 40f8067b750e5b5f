import { lookSeconds } from "@signalbox/core/backup/run/limits";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { childProblem } from "../../release/machine/broken.ts";

/** Longer than the look itself may take: AWS does not say that it stops it when a Task's time is over. */
export const awaitLookSeconds = lookSeconds + 300;

/** Of the second of two looks, so that both mean the same rows; null where there is none. */
const transaction = {
  before: null,
  after: "{% $exists($before.transaction) ? $before.transaction : null %}",
} as const;

/** Looks at what is backed up. A look that fails keeps no backup from being made: its point cannot be verified, and says why. */
export const look = <const Next extends string>(which: "before" | "after", next: Next) =>
  startWorkflow<Next>("look-at-contents", {
    name: `{% $run.run & '-${which}' %}`,
    with: { run: "{% $run.run %}", look: which, at: "{% $at %}", transaction: transaction[which] },
    TimeoutSeconds: awaitLookSeconds,
    Assign: { [which]: "{% $states.result.Output %}" },
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { unseen: childProblem }, Next: next }],
    Next: next,
  });
