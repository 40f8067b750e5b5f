import type { Catcher, State } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { claimEpoch } from "../steps/claim-epoch.ts";
import { turnAhead } from "../steps/turn-ahead.ts";
import { lasting, lostRight, notYetLooked, statesOfActs } from "./acts.ts";
import { held } from "./all-acts.ts";

/**
 * The right to act, what may not happen meanwhile, and the wait until nobody else writes. RDS itself ends the old writer before the new one
 * in a switchover. `unclaimed`: what comes of a claim that came to nothing.
 */
export const claiming = (first: string, unclaimed: Catcher<string>): Record<string, State> => ({
  ClaimEpoch: task<typeof claimEpoch, string>(claimEpoch, {
    with: { run: "{% $run %}" },
    TimeoutSeconds,
    // Whether they still say so is asked by a new decision.
    Retry: [lasting, { ErrorEquals: ["Failover.NoQuorum"], MaxAttempts: 0 }, patience],
    Assign: {
      epoch: "{% $states.result.Payload.epoch %}",
      promotableAt: "{% $states.result.Payload.promotableAt %}",
      ...notYetLooked,
    },
    Catch: [lostRight, unclaimed],
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
