import { childSeconds } from "@signalbox/core/release/limits";
import type { Catcher } from "@signalbox/core/workflow/asl";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { broken } from "../../../release/machine/broken.ts";
import { release } from "../../../release/machine/expressions.ts";

/** What a machine that needs a person says of itself, begins with the error that brought it there. */
export const problem = {
  error: `{% (${broken} $error = 'Release.NeedsAPerson' ? $substringBefore($cause, ': ') : $error) %}`,
  cause: `{% (${broken} $error = 'Release.NeedsAPerson' ? $substringAfter($cause, ': ') : $cause) %}`,
};

/** Whatever keeps it from handing back leaves the platform in a state that nobody has verified. */
const stuck: Catcher<"MarkStuck"> = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "MarkStuck" };

/** Hands over to the machine of a strategy, which is named as this release is: it is started once, however often it is asked. */
const run = (workflow: string) =>
  startWorkflow<"MarkStuck" | "Unlock">(workflow, {
    name: "{% $release.run %}",
    with: { release },
    // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
    TimeoutSeconds: childSeconds + 3_600,
    Assign: {
      outcome: "{% $states.result.Output.outcome %}",
      problem: "{% $states.result.Output.problem %}",
    },
    Catch: [stuck],
    Next: "Unlock",
  });

/** One machine for each strategy. */
export const handingOver = {
  ByStrategy: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $exists($release.upgrade) and $release.upgrade.strategy = 'maintenance-cutover' %}",
        Next: "RunCutover",
      },
      { Condition: "{% $release.strategy = 'canary' %}", Next: "RunCanary" },
      { Condition: "{% $release.strategy = 'blue-green' %}", Next: "RunBlueGreen" },
      { Condition: "{% $release.strategy = 'rolling' %}", Next: "RunRolling" },
    ],
    Assign: {
      problem: {
        error: "Release.UnsupportedStrategy",
        cause: "{% 'no machine releases by the strategy ' & $release.strategy %}",
      },
    },
    Default: "GiveUp",
  },
  RunCutover: run("release-maintenance-cutover"),
  RunCanary: run("release-canary"),
  RunBlueGreen: run("release-blue-green"),
  RunRolling: run("release-rolling"),
} as const;
