import type { StepData } from "@signalbox/core/workflow/step";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { awaitDecision } from "../steps/await-decision.ts";
import type { measureStep } from "../steps/measure.ts";
import { orTurnBack, turnBack } from "./caught.ts";
import { release, waitFor } from "./expressions.ts";

/** What a machine begins with that bakes later. */
export const noBake = { ends: 0, look: 1, extension: 0 } as const;

/** Of a step that puts a bake out, such as Measure. */
export const bakeOf = {
  ends: "{% $states.result.Payload.ends %}",
  look: "{% $states.result.Payload.look %}",
} as const;

/**
 * A bake, look by look: the wait between two looks is for a token, so that an alarm, an abort and a promote end it at once.
 * Wants `$ends` and `$look` of the step before, `$since` (when the weight was set) and `$extension`.
 */
export const baking = <const Next extends string>(
  measure: Pick<ReturnType<typeof measureStep>, "name"> & Pick<StepData, "input">,
  next: Next,
) =>
  ({
    Bake: taskWithToken<typeof awaitDecision, "Measure" | "TurnBack" | Next>(awaitDecision, {
      with: {
        release,
        phase: "baking",
        seconds: "{% $look %}",
        bake: { since: "{% $since %}", ends: "{% $ends %}" },
      },
      TimeoutSeconds: "{% $look %}",
      Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Measure" }, turnBack],
      Next: next,
    }),
    Measure: task(measure, {
      with: { release, ends: "{% $ends %}", extension: "{% $extension %}" },
      Assign: bakeOf,
      ...orTurnBack,
      Next: "Judge",
    }),
    Judge: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.course = 'go-on' %}", Next: next },
        {
          Condition: "{% $states.input.course = 'turn-back' %}",
          Assign: { problem: { error: "Release.AnalysisFailed", cause: "{% $states.input.sentence %}" } },
          Next: "TurnBack",
        },
        { Condition: "{% $states.input.course = 'look-again' %}", Next: "Bake" },
        {
          Condition: "{% $states.input.course = 'extend' %}",
          Assign: { extension: "{% $extension + 1 %}" },
          Next: "Bake",
        },
      ],
      Default: "AskPerson",
    },
    AskPerson: taskWithToken<typeof awaitDecision, "TurnBack" | Next>(awaitDecision, {
      with: { release, phase: "waiting-for-person", seconds: "{% $release.policy.personSeconds %}" },
      TimeoutSeconds: waitFor("personSeconds"),
      Catch: [
        {
          ErrorEquals: ["States.Timeout"],
          Assign: {
            problem: {
              error: "Release.NobodyDecided",
              cause: "the evidence stayed inconclusive and nobody decided",
            },
          },
          Next: "TurnBack",
        },
        turnBack,
      ],
      Next: next,
    }),
  }) as const;
