import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { orTurnBack, turnBack } from "../../../release/machine/caught.ts";
import { refuse } from "../../../release/machine/child.ts";
import {
  done,
  loopOf,
  release,
  TimeoutSeconds,
  wait,
  waitFor,
} from "../../../release/machine/expressions.ts";
import { gated, gating } from "../../../release/machine/gates.ts";
import { awaitReady, hasOthers, ofSet } from "../../../release/machine/others.ts";
import { awaitDecision } from "../../../release/steps/await-decision.ts";
import { registerCandidate } from "../../../release/steps/register-candidate.ts";
import { checkPause } from "../steps/check-pause.ts";
import { startDeployment } from "../steps/start-deployment.ts";
import { nobodyDecided, taskDefinitions } from "./expressions.ts";

/** The candidate is deployed beside stable, and tried on the preview listener; users notice nothing. */
export const deploying = {
  RegisterCandidate: task(registerCandidate, {
    with: { release },
    TimeoutSeconds,
    Assign: { taskDefinitions: "{% $states.result.Payload.taskDefinitions %}" },
    Catch: [refuse, turnBack],
    Next: "StartDeployment",
  }),
  StartDeployment: task(startDeployment, {
    with: { release, taskDefinitions },
    Assign: loopOf,
    ...orTurnBack,
    Next: "CheckPreview",
  }),
  CheckPreview: task(checkPause, {
    with: { release, taskDefinitions, pause: "preview", deadline: "{% $deadline %}" },
    ...orTurnBack,
    Next: "Previewed",
  }),
  Previewed: {
    Type: "Choice",
    Choices: [
      { Condition: `{% $states.input.done and ${gated} %}`, Next: "RunGates" },
      {
        Condition: `{% $states.input.done and $release.policy.promotion = 'automatic' and ${ofSet} %}`,
        Next: "AwaitReady",
      },
      // A way back leads to what was there before, and somebody waits for it.
      {
        Condition:
          "{% $states.input.done and ($release.policy.promotion = 'automatic' or $exists($release.back)) %}",
        Next: "ShiftTraffic",
      },
      { Condition: done, Next: "AskToShift" },
    ],
    Default: "WaitForPreview",
  },
  WaitForPreview: { ...wait, Next: "CheckPreview" },
  // A person who has to promote anyway decides what the gates could not tell, too.
  ...gating({
    next: "AreOthersReady",
    ask: "AskToShift",
    passes: "{% $states.input.verdict = 'pass' and $release.policy.promotion = 'automatic' %}",
  }),
  AskToShift: taskWithToken(awaitDecision, {
    with: { release, phase: "waiting-for-person", seconds: "{% $release.policy.personSeconds %}" },
    TimeoutSeconds: waitFor("personSeconds"),
    Catch: [nobodyDecided("nobody promoted the candidate on the preview listener"), turnBack],
    Next: "AreOthersReady",
  }),
  AreOthersReady: hasOthers("AwaitReady", "ShiftTraffic"),
  AwaitReady: awaitReady({ next: "ShiftTraffic" }),
} as const;
