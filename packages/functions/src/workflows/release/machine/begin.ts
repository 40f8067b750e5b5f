import { task } from "@signalbox/core/workflow/task";
import { problem } from "../../../release/machine/caught.ts";
import { release, TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { checkDrift } from "../steps/check-drift.ts";
import { recordState } from "../steps/record-state.ts";
import { takeLock } from "../steps/take-lock.ts";
import { validate } from "../steps/validate.ts";

/** Nothing was done yet but the lock taken. */
const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "GiveUp" } as const;

/** From the request to the first change: what is wrong here is refused, and nothing was done but the lock taken. */
export const beginning = {
  // Refused here: nothing was done.
  Validate: task(validate, {
    with: { request: "{% $states.input %}" },
    TimeoutSeconds,
    Assign: { order: "{% $states.result.Payload.order %}" },
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Refused" }],
    Next: "TakeLock",
  }),
  TakeLock: task(takeLock, {
    with: { order: "{% $order %}" },
    TimeoutSeconds,
    Assign: { epoch: "{% $states.result.Payload.epoch %}" },
    Catch: [giveUp],
    Next: "RecordState",
  }),
  RecordState: task(recordState, {
    with: { order: "{% $order %}", epoch: "{% $epoch %}" },
    TimeoutSeconds,
    Assign: { release: "{% $states.result.Payload.release %}" },
    Catch: [giveUp],
    Next: "CheckDrift",
  }),
  CheckDrift: task(checkDrift, {
    with: { release },
    TimeoutSeconds,
    Catch: [giveUp],
    Next: "ByStrategy",
  }),
} as const;
