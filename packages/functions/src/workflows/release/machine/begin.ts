import type { Retrier } from "@signalbox/core/workflow/asl";
import { task } from "@signalbox/core/workflow/task";
import { problem, stubborn } from "../../../release/machine/caught.ts";
import { release, TimeoutSeconds, wait, waitOf } from "../../../release/machine/expressions.ts";
import { checkDrift } from "../steps/check-drift.ts";
import { compareAgain } from "../steps/compare-again.ts";
import { recordState } from "../steps/record-state.ts";
import { takeLock } from "../steps/take-lock.ts";
import { validate } from "../steps/validate.ts";

/** When the release was asked for, in milliseconds since 1970: by that turns are taken. */
export const askedAt = "{% $toMillis($states.context.Execution.StartTime) %}";

/** Nothing was done yet but the lock taken. */
export const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "GiveUp" } as const;

/** How long a step before the first change may take, and what its failure leads to. */
export const orGiveUp = { TimeoutSeconds, Catch: [giveUp] } as const;

/** What the wait for a turn ends with; anything else is no reason to lose one's place. */
const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Release.Superseded",
      "Release.Locked",
      "Release.Frozen",
      "Release.NotItsTurn",
      "Release.Aborted",
      "Release.NeedsAPerson",
      "Release.UnknownGroup",
    ],
    MaxAttempts: 0,
  },
  ...stubborn,
];

/** From the request to the first change: what is wrong here is refused, and nothing was done but the lock taken. */
export const beginning = {
  // Refused here: nothing was done.
  Validate: task(validate, {
    with: { request: "{% $states.input %}", askedAt },
    TimeoutSeconds,
    Assign: {
      order: "{% $states.result.Payload.order %}",
      compared: "{% $states.result.Payload.compared %}",
    },
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem, order: null }, Next: "ReportRefusal" }],
    Next: "TakeLock",
  }),
  TakeLock: task(takeLock, {
    with: { order: "{% $order %}", askedAt },
    TimeoutSeconds,
    Assign: { epoch: "{% $states.result.Payload.epoch %}", ...waitOf },
    Retry: patient,
    Catch: [giveUp],
    Next: "LockTaken",
  }),
  LockTaken: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $states.input.taken and $compared and $not($states.input.waited) %}",
        Next: "RecordState",
      },
      { Condition: "{% $states.input.taken %}", Next: "CompareAgain" },
    ],
    Default: "WaitForTurn",
  },
  // So often a release that waits hears an abort, too; its ticket says how long it waits in all.
  WaitForTurn: { ...wait, Next: "TakeLock" },
  CompareAgain: task(compareAgain, {
    with: { order: "{% $order %}" },
    ...orGiveUp,
    Next: "RecordState",
  }),
  RecordState: task(recordState, {
    with: { order: "{% $order %}", epoch: "{% $epoch %}" },
    Assign: { release: "{% $states.result.Payload.release %}" },
    ...orGiveUp,
    Next: "CheckDrift",
  }),
  CheckDrift: task(checkDrift, { with: { release }, TimeoutSeconds, Catch: [giveUp], Next: "IsRehearsed" }),
} as const;
