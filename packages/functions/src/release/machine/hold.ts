import { taskWithToken } from "@signalbox/core/workflow/task";
import { awaitDecision } from "../steps/await-decision.ts";
import { calledBack, leave, stubbornWait } from "./caught.ts";
import { release, waitFor } from "./expressions.ts";

/** After a promotion, under watch: expiry or a promote ends the hold; an alarm or an abort still turns back at once. */
export const hold = <const Next extends string>(next: Next) =>
  taskWithToken<typeof awaitDecision, "TurnBack" | "NeedsAPerson" | Next>(awaitDecision, {
    with: { release, phase: "holding", seconds: "{% $release.policy.holdSeconds %}" },
    TimeoutSeconds: waitFor("holdSeconds"),
    Retry: stubbornWait,
    Catch: [{ ErrorEquals: ["States.Timeout"], Next: next }, calledBack, leave],
    Next: next,
  });
