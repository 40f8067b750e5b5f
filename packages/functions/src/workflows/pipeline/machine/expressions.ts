import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { problem } from "../../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";

export const order = "{% $order %}";

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

/** How long a step may take, and what its failure leads to. */
export const orStop = { TimeoutSeconds, Retry: patient, Catch: [stop] } as const;
