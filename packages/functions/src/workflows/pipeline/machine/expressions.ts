import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { problem } from "../../../release/machine/caught.ts";

export const order = "{% $order %}";
/** When the state was entered; milliseconds since 1970. */
export const entered = "{% $toMillis($states.context.State.EnteredTime) %}";
export const wait = { Type: "Wait", Seconds: "{% $wait %}" } as const;
/** Of a step that says when to look again. */
export const waited = { wait: "{% $states.result.Payload.waitSeconds %}" } as const;

/** What waiting does not mend is not tried again. */
export const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Pipeline.FindingsOverLimit",
      "Pipeline.ImageNotFound",
      "Pipeline.InvalidRequest",
      "Pipeline.LeaseLost",
      "Pipeline.MutableTag",
      "Pipeline.NobodyDecided",
      "Pipeline.NotConfigured",
      "Pipeline.NotInStaging",
      "Pipeline.NotItsTurn",
      "Pipeline.NotReleased",
      "Pipeline.NotScanned",
      "Pipeline.Refused",
      "Pipeline.StagingNotReleased",
      "Pipeline.StagingUnhealthy",
      "Pipeline.Superseded",
      "Pipeline.TestsFailed",
    ],
    MaxAttempts: 0,
  },
  patience,
];

/** Whatever happens: what runs is stopped, and people are told. */
export const stop = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "End" } as const;
