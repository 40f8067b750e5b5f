import { task } from "@signalbox/core/workflow/task";
import { leave, stubborn } from "../../../release/machine/caught.ts";
import { done, release, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
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
    TimeoutSeconds,
    Assign: { since: "{% $states.result.Payload.at %}", wait: "{% $states.result.Payload.waitSeconds %}" },
    Retry: stubborn,
    Catch: [leave],
    Next: "StableServes",
  }),
  StableServes: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "ReadBackStable" }],
    Default: "WaitForStable",
  },
  WaitForStable: { ...wait, Next: "RollBack" },
  ReadBackStable: task(readBackWeights, {
    with: { release, weight: 0 },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [leave],
    Next: "Drain",
  }),
} as const;
