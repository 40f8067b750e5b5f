import { task } from "@signalbox/core/workflow/task";
import { calledBack, leave, orTurnBack, stubborn } from "../../../release/machine/caught.ts";
import { release, TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { hold } from "../../../release/machine/hold.ts";
import { close } from "../steps/close.ts";
import { promote } from "../steps/promote.ts";

/** The candidate is what stands, and is held under watch. */
export const promoting = {
  Promote: task(promote, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    Assign: { outcome: "promoted", problem: null },
    ...orTurnBack,
    Next: "Hold",
  }),
  Hold: hold("Close"),
  Close: task(close, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [calledBack, leave],
    Next: "HandBack",
  }),
} as const;
