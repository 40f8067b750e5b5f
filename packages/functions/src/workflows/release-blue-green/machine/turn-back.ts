import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { orLeave } from "../../../release/machine/caught.ts";
import { done, loopOf, release, wait, waitOf } from "../../../release/machine/expressions.ts";
import { checkRolledBack } from "../steps/check-rolled-back.ts";
import { drain } from "../steps/drain.ts";
import { endCandidate } from "../steps/end-candidate.ts";
import { rollBack } from "../steps/roll-back.ts";
import { taskDefinitions } from "./expressions.ts";

/** The way back: users first, then what still streams, then ECS ends the candidate. */
export const turningBack = {
  TurnBack: {
    Type: "Pass",
    Assign: { outcome: "rolled-back", turnedBackAt: "{% $states.context.State.EnteredTime %}" },
    Next: "RollBack",
  },
  RollBack: task(rollBack, {
    with: { release, taskDefinitions, problem: "{% $problem %}", since: "{% $turnedBackAt %}" },
    Assign: { since: "{% $states.result.Payload.at %}", ...waitOf },
    ...orLeave,
    Next: "StableServes",
  }),
  StableServes: whether(done, "DrainCandidate", "WaitForStable"),
  WaitForStable: { ...wait, Next: "RollBack" },
  DrainCandidate: task(drain, {
    with: { release, side: "{% $release.candidate %}", outcome: "rolled-back", since: "{% $since %}" },
    Assign: waitOf,
    ...orLeave,
    Next: "CandidateDrained",
  }),
  CandidateDrained: whether(done, "EndCandidate", "WaitForCandidate"),
  WaitForCandidate: { ...wait, Next: "DrainCandidate" },
  EndCandidate: task(endCandidate, {
    with: { release, taskDefinitions },
    Assign: loopOf,
    ...orLeave,
    Next: "CheckRolledBack",
  }),
  CheckRolledBack: task(checkRolledBack, {
    with: { release, taskDefinitions, deadline: "{% $deadline %}" },
    ...orLeave,
    Next: "RolledBack",
  }),
  RolledBack: whether(done, "HandBack", "WaitForRollback"),
  WaitForRollback: { ...wait, Next: "CheckRolledBack" },
} as const;
