import { task } from "@signalbox/core/workflow/task";
import { orTurnBack, turnBack } from "../../../release/machine/caught.ts";
import { refuse } from "../../../release/machine/child.ts";
import { release } from "../../../release/machine/expressions.ts";
import { registerCandidate } from "../../../release/steps/register-candidate.ts";
import { suspendScaling } from "../steps/suspend-scaling.ts";

/** What a release by two ECS services begins with. From here on whatever goes wrong turns back. */
export const suspending = <const Next extends string>(next: Next) =>
  ({
    SuspendScaling: task(suspendScaling, {
      with: { release },
      ...orTurnBack,
      Catch: [refuse, turnBack],
      Next: "RegisterCandidate",
    }),
    RegisterCandidate: task<typeof registerCandidate, "TurnBack" | Next>(registerCandidate, {
      with: { release },
      Assign: { taskDefinitions: "{% $states.result.Payload.taskDefinitions %}" },
      ...orTurnBack,
      Next: next,
    }),
  }) as const;
