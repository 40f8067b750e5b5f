import type { State } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { claimEpoch } from "../steps/claim-epoch.ts";
import { turnAhead } from "../steps/turn-ahead.ts";
import { lasting, lostRight, statesOfActs } from "./acts.ts";
import { held } from "./all-acts.ts";

/** The right to act, what may not happen meanwhile, and the wait until nobody else writes. RDS itself ends the old writer before the new one in a switchover. */
export const claiming = (first: string): Record<string, State> => ({
  ClaimEpoch: task<typeof claimEpoch, string>(claimEpoch, {
    with: { run: "{% $run %}" },
    TimeoutSeconds,
    Retry: [lasting, patience],
    Assign: {
      epoch: "{% $states.result.Payload.epoch %}",
      promotableAt: "{% $states.result.Payload.promotableAt %}",
    },
    Catch: [
      lostRight,
      { ErrorEquals: ["Failover.NoQuorum"], Assign: { problem }, Next: "ReportRefused" },
      { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "ReportHalted" },
    ],
    Next: "FreezeReleases",
  }),
  ...statesOfActs(held, "IsGraceful"),
  IsGraceful: {
    Type: "Choice",
    Choices: [{ Condition: "{% $run.mode = 'graceful' %}", Next: "TurnAhead" }],
    Default: "WaitOutLease",
  },
  // Nobody waits for it: TurnTraffic says the same, and insists.
  TurnAhead: task<typeof turnAhead, string>(turnAhead, {
    with: { run: "{% $run %}", epoch: "{% $epoch %}" },
    TimeoutSeconds,
    Retry: [lasting, { ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 1, MaxAttempts: 1 }],
    Catch: [lostRight, { ErrorEquals: ["States.ALL"], Next: first }],
    Next: first,
  }),
  WaitOutLease: { Type: "Wait", Timestamp: "{% $promotableAt %}", Next: first },
});
