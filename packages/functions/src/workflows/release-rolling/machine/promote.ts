import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { calledBack, leave, stubborn, stubbornWait, turnBack } from "../../../release/machine/caught.ts";
import { release, TimeoutSeconds, waitFor } from "../../../release/machine/expressions.ts";
import { awaitDecision } from "../../../release/steps/await-decision.ts";
import { close } from "../steps/close.ts";
import { promote } from "../steps/promote.ts";

/** The candidate is what stands, and is held under watch. */
export const promoting = {
  Promote: task(promote, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    TimeoutSeconds,
    Assign: { outcome: "promoted", problem: null },
    Catch: [turnBack],
    Next: "Hold",
  }),
  // Expiry or a promote ends the hold; an alarm or an abort still turns back at once.
  Hold: taskWithToken(awaitDecision, {
    with: { release, phase: "holding", seconds: "{% $release.policy.holdSeconds %}" },
    TimeoutSeconds: waitFor("holdSeconds"),
    Retry: stubbornWait,
    Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Close" }, calledBack, leave],
    Next: "Close",
  }),
  Close: task(close, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [calledBack, leave],
    Next: "HandBack",
  }),
} as const;
