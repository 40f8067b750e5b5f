import { bringBackSeconds } from "@signalbox/core/upgrade/migrate-request";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { childProblem } from "../../../release/machine/broken.ts";
import { orLeave } from "../../../release/machine/caught.ts";
import { done, loopOf, release, wait, waitOf } from "../../../release/machine/expressions.ts";
import { checkScaledIn } from "../../release-canary/steps/check-scaled-in.ts";
import { readBackWeights } from "../../release-canary/steps/read-back-weights.ts";
import { rollBack } from "../../release-canary/steps/roll-back.ts";
import { checkOld } from "../steps/check-old.ts";
import { lower } from "../steps/lower.ts";
import { raise } from "../steps/raise.ts";
import { startOld } from "../steps/start-old.ts";
import { stopSide } from "../steps/stop-side.ts";
import { follows } from "./everywhere.ts";

/**
 * The way back: nobody is let in, the new version is stopped, the database is brought back where the migration has changed it, the
 * old version starts. Whatever fails here is left to a person, with the page up: users see it, and nothing is written.
 */
export const turningBack = {
  TurnBack: {
    Type: "Choice",
    Assign: { outcome: "rolled-back", turnedBackAt: "{% $states.context.State.EnteredTime %}" },
    Choices: [
      {
        Condition: "{% $stopped %}",
        Assign: { outcome: "rolled-back", turnedBackAt: "{% $states.context.State.EnteredTime %}" },
        Next: "RaiseAgain",
      },
    ],
    // The old version serves all the time, behind the page or before it.
    Default: "RollBack",
  },
  RaiseAgain: task(raise, { with: { release, back: true }, ...orLeave, Next: "StopCandidate" }),
  StopCandidate: task(stopSide, {
    with: { release, side: "{% $release.candidate %}" },
    Assign: loopOf,
    ...orLeave,
    Next: "CheckCandidate",
  }),
  CheckCandidate: task(checkScaledIn, {
    with: { release, side: "{% $release.candidate %}", deadline: "{% $deadline %}" },
    ...orLeave,
    Next: "CandidateStopped",
  }),
  CandidateStopped: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.done and $schema = 'unknown' %}", Next: "LookAtSchema" },
      { Condition: `{% $states.input.done and ${follows} %}`, Next: "AwaitDatabase" },
      { Condition: done, Next: "SchemaSeen" },
    ],
    Default: "WaitForCandidate",
  },
  WaitForCandidate: { ...wait, Next: "CheckCandidate" },
  SchemaSeen: whether("{% $schema = 'changed' %}", "BringBack", "StartOld"),
  BringBack: startWorkflow<"NeedsAPerson" | "StartOld">("bring-back", {
    name: "{% $release.run %}",
    with: { release },
    // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
    TimeoutSeconds: bringBackSeconds + 300,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem: childProblem }, Next: "NeedsAPerson" }],
    Next: "StartOld",
  }),
  // From now on it has as long to come up as any version.
  StartOld: task(startOld, {
    with: { release },
    Assign: { turnedBackAt: "{% $states.context.State.EnteredTime %}" },
    ...orLeave,
    Next: "RollBack",
  }),
  RollBack: task(rollBack, {
    with: { release, problem: "{% $problem %}", since: "{% $turnedBackAt %}" },
    Assign: waitOf,
    ...orLeave,
    Next: "OldServes",
  }),
  OldServes: whether(done, "ReadBackOld", "WaitForOld"),
  WaitForOld: { ...wait, Next: "RollBack" },
  ReadBackOld: task(readBackWeights, { with: { release, weight: 0 }, ...orLeave, Next: "CheckOld" }),
  CheckOld: task(checkOld, { with: { release, since: "{% $turnedBackAt %}" }, ...orLeave, Next: "OldWhole" }),
  OldWhole: whether(done, "LetUsersIn", "WaitForWhole"),
  WaitForWhole: { ...wait, Next: "CheckOld" },
  LetUsersIn: task(lower, { with: { release, outcome: "rolled-back" }, ...orLeave, Next: "ResumeScaling" }),
} as const;
