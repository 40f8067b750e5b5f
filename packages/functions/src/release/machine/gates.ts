import { gatesSeconds } from "@signalbox/core/release/limits";
import type { Jsonata } from "@signalbox/core/workflow/asl";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { awaitDecision } from "../steps/await-decision.ts";
import { childProblem } from "./broken.ts";
import { turnBack } from "./caught.ts";
import { release, waitFor } from "./expressions.ts";

/** Whether gates are to be asked. A way back leads to what was there before, and somebody waits for it. */
export const gated = "$count($release.policy.gates) > 0 and $not($exists($release.back))";

export interface Gating<Next extends string, Ask extends string> {
  /** Where all gates pass. */
  readonly next: Next;
  /** Where one could not tell. */
  readonly ask: Ask;
  /** When a pass needs no person. */
  readonly passes?: Jsonata;
}

/** Asks the gates before users meet the candidate. What keeps them from being asked turns back, like any other fault. */
export const gating = <const Next extends string, const Ask extends string>({
  next,
  ask,
  passes = "{% $states.input.verdict = 'pass' %}",
}: Gating<Next, Ask>) =>
  ({
    RunGates: startWorkflow<"TurnBack" | "GatesJudged">("release-gates", {
      name: "{% $release.run %}",
      with: { release },
      // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
      TimeoutSeconds: gatesSeconds + 300,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem: childProblem }, Next: "TurnBack" }],
      Next: "GatesJudged",
    }),
    GatesJudged: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $states.input.verdict = 'fail' %}",
          Assign: { problem: { error: "Release.GateFailed", cause: "{% $states.input.sentence %}" } },
          Next: "TurnBack",
        },
        { Condition: passes, Next: next },
      ],
      Default: ask,
    },
  }) as const;

/** A person decides what a gate could not tell. */
export const askingAboutGates = <const Next extends string>(next: Next) =>
  ({
    AskAboutGates: taskWithToken<typeof awaitDecision, "TurnBack" | Next>(awaitDecision, {
      with: { release, phase: "waiting-for-person", seconds: "{% $release.policy.personSeconds %}" },
      TimeoutSeconds: waitFor("personSeconds"),
      Catch: [
        {
          ErrorEquals: ["States.Timeout"],
          Assign: {
            problem: { error: "Release.NobodyDecided", cause: "a gate could not tell and nobody decided" },
          },
          Next: "TurnBack",
        },
        turnBack,
      ],
      Next: next,
    }),
  }) as const;
