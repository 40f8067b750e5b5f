import { task } from "@signalbox/core/workflow/task";
import { leave, stubborn } from "../../../release/machine/caught.ts";
import { done, release, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
import { rollBack } from "../steps/roll-back.ts";

/** The way back: every service of the group, whether its deployment is under way, over or never began. */
export const turningBack = {
  TurnBack: {
    Type: "Pass",
    Assign: {
      outcome: "rolled-back",
      there: false,
      turnedBackAt: "{% $states.context.State.EnteredTime %}",
    },
    Next: "RollBack",
  },
  RollBack: task(rollBack, {
    with: { release, problem: "{% $problem %}", since: "{% $turnedBackAt %}", there: "{% $there %}" },
    TimeoutSeconds,
    Assign: {
      there: "{% $states.result.Payload.there %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
    Retry: stubborn,
    Catch: [leave],
    Next: "StableServes",
  }),
  StableServes: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "HandBack" }],
    Default: "WaitForStable",
  },
  WaitForStable: { ...wait, Next: "RollBack" },
} as const;
