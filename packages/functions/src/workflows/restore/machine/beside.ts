import { lookSeconds } from "@signalbox/core/backup/run/limits";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { waitForJob } from "../../../backup/machine.ts";
import { answered, maybe } from "../../../machine/answers.ts";
import { childProblem } from "../../../release/machine/broken.ts";
import { waitOf } from "../../../release/machine/expressions.ts";
import { restoreBeside } from "../../../restore/steps/restore-beside.ts";
import { compare } from "../steps/compare.ts";
import { watchBeside } from "../steps/watch-beside.ts";
import { orRemove, run } from "./expressions.ts";

/** One look into what was restored; why it failed says its own execution. */
export const looking = <const Next extends string, const Broken extends string>(
  look: "beside" | "serving",
  next: Next,
  otherwise: Broken,
) =>
  startWorkflow<Next | Broken>("look-at-contents", {
    name: `{% $run.run & '-${look}' %}`,
    with: `{% $merge([{'run': $run.run, 'look': '${look}', 'at': $at}, ${maybe("transaction")}]) %}`,
    // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
    TimeoutSeconds: lookSeconds + 300,
    Assign: { looked: "{% $states.result.Output %}" },
    Catch: [
      {
        ErrorEquals: ["States.ALL"],
        Assign: {
          problem: childProblem,
          looks: 0,
        },
        Next: otherwise,
      },
    ],
    Next: next,
  });

/** Beside what serves, and nothing of that is touched. */
export const restoring = {
  RestoreBeside: task(restoreBeside, {
    with: {
      run: "{% $run.run %}",
      target: "{% $run.what %}",
      source: "{% $run.source %}",
      attempt: 1,
    },
    Assign: {
      job: answered("job"),
      wait: 5,
    },
    ...orRemove,
    Next: "WaitForBeside",
  }),
  WaitForBeside: waitForJob("WatchBeside"),
  WatchBeside: task(watchBeside, {
    with: `{% $merge([{'run': $run, 'at': $at}, ${maybe("job")}]) %}`,
    Assign: {
      ...waitOf,
      problem: answered("problem"),
    },
    ...orRemove,
    Next: "IsBesideReady",
  }),
  IsBesideReady: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $problem != null %}", Next: "RemoveBeside" },
      { Condition: "{% $states.input.ready %}", Next: "LookBeside" },
    ],
    Default: "WaitForBeside",
  },
  LookBeside: looking("beside", "Compare", "RemoveBeside"),
  Compare: task(compare, {
    with: { run, looked: "{% $looked %}" },
    Assign: {
      problem: answered("problem"),
    },
    ...orRemove,
    Next: "IsItWhole",
  }),
  IsItWhole: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $problem != null %}", Next: "RemoveBeside" },
      { Condition: "{% $run.asks %}", Next: "AskPerson" },
    ],
    Default: "TakeGroups",
  },
} as const;
