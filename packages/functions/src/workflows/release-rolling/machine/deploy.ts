import { task } from "@signalbox/core/workflow/task";
import { bakeOf } from "../../../release/machine/bake.ts";
import { orTurnBack, turnBack } from "../../../release/machine/caught.ts";
import { refuse } from "../../../release/machine/child.ts";
import { done, loopOf, release, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
import { askingAboutGates, gated, gating } from "../../../release/machine/gates.ts";
import { awaitReady, hasOthers, ofSet } from "../../../release/machine/others.ts";
import { registerCandidate } from "../../../release/steps/register-candidate.ts";
import { checkDeployment } from "../steps/check-deployment.ts";
import { startDeployment } from "../steps/start-deployment.ts";

/** ECS replaces the tasks of every service, watched look by look; whatever goes wrong turns all of them back. */
export const deploying = {
  RegisterCandidate: task(registerCandidate, {
    with: { release },
    TimeoutSeconds,
    Assign: { taskDefinitions: "{% $states.result.Payload.taskDefinitions %}" },
    Catch: [refuse, turnBack],
    Next: "HasGates",
  }),
  // There is no preview: what gates have to say they say before the first task is replaced.
  HasGates: {
    Type: "Choice",
    Choices: [
      { Condition: `{% ${gated} %}`, Next: "RunGates" },
      { Condition: `{% ${ofSet} %}`, Next: "AwaitReady" },
    ],
    Default: "StartDeployment",
  },
  ...gating({ next: "AreOthersReady", ask: "AskAboutGates" }),
  ...askingAboutGates("AreOthersReady"),
  AreOthersReady: hasOthers("AwaitReady", "StartDeployment"),
  AwaitReady: awaitReady({ next: "StartDeployment" }),
  StartDeployment: task(startDeployment, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    Assign: { known: "{% $states.result.Payload.known %}", ...loopOf },
    ...orTurnBack,
    Next: "CheckDeployment",
  }),
  CheckDeployment: task(checkDeployment, {
    with: {
      release,
      taskDefinitions: "{% $taskDefinitions %}",
      known: "{% $known %}",
      replaced: "{% $replaced %}",
      deadline: "{% $deadline %}",
      said: "{% $said %}",
    },
    Assign: {
      replaced: "{% $states.result.Payload.replaced %}",
      deadline: "{% $states.result.Payload.deadline %}",
      said: "{% $states.result.Payload.sentence %}",
      since: "{% $states.result.Payload.at %}",
      ...bakeOf,
    },
    ...orTurnBack,
    Next: "Deployed",
  }),
  Deployed: {
    Type: "Choice",
    Choices: [
      // A way back is neither baked nor judged: it leads to what a person knows and wants at once.
      { Condition: "{% $states.input.done and $exists($release.back) %}", Next: "Promote" },
      { Condition: done, Next: "Bake" },
    ],
    Default: "WaitForDeployment",
  },
  WaitForDeployment: { ...wait, Next: "CheckDeployment" },
} as const;
