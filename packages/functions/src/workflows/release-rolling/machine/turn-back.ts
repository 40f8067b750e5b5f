import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { orLeave } from "../../../release/machine/caught.ts";
import { done, release, wait, waitOf } from "../../../release/machine/expressions.ts";
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
    Assign: { there: "{% $states.result.Payload.there %}", ...waitOf },
    ...orLeave,
    Next: "StableServes",
  }),
  StableServes: whether(done, "HandBack", "WaitForStable"),
  WaitForStable: { ...wait, Next: "RollBack" },
} as const;
