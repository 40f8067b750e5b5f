import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { orLeave } from "../../../release/machine/caught.ts";
import { done, release, wait, waitOf } from "../../../release/machine/expressions.ts";
import { readBackWeights } from "../steps/read-back-weights.ts";
import { rollBack } from "../steps/roll-back.ts";

/** The way back to the stable side; it ends in the same closing states. */
export const turningBack = {
  TurnBack: {
    Type: "Pass",
    Assign: {
      outcome: "rolled-back",
      leaving: "{% $release.candidate %}",
      turnedBackAt: "{% $states.context.State.EnteredTime %}",
    },
    Next: "RollBack",
  },
  RollBack: task(rollBack, {
    with: { release, problem: "{% $problem %}", since: "{% $turnedBackAt %}" },
    Assign: { since: "{% $states.result.Payload.at %}", ...waitOf },
    ...orLeave,
    Next: "StableServes",
  }),
  StableServes: whether(done, "ReadBackStable", "WaitForStable"),
  WaitForStable: { ...wait, Next: "RollBack" },
  ReadBackStable: task(readBackWeights, { with: { release, weight: 0 }, ...orLeave, Next: "Drain" }),
} as const;
