import { copySeconds, pruneSeconds } from "@signalbox/core/backup/run/limits";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { patient } from "../../backup/machine.ts";
import { broken } from "../../release/machine/broken.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { lookAtOther } from "./steps/look-at-other.ts";
import { noteLate } from "./steps/note-late.ts";

/** Longer than the machines themselves may take: AWS does not say that it stops one when a Task's time is over. */
const [awaitCopySeconds, awaitPruneSeconds] = [copySeconds + 300, pruneSeconds + 300];
export const followUpSeconds = awaitCopySeconds + awaitPruneSeconds;

/** What Step Functions answers where the sweep was first: of one name there is one execution. */
const isStarted = ["StepFunctions.ExecutionAlreadyExistsException"] as const;
const copy = "$states.context.Map.Item.Value";
const requestedBy = "backup";

/** What the report is to say of it; the sweep tries again. */
const failed = (what: string) => `{% (${broken} ${what} & ' failed: ' & $error & ': ' & $cause) %}` as const;
const copyFailed = failed(`'The copy to ' & ${copy}.region`);

/**
 * What follows a point that is made and recorded. The lease is given back by then: a copy to another region takes as long as it takes,
 * and the next run of the class must not wait for it. Nothing here makes the run fail.
 */
export const followingUp = {
  Copies: {
    Type: "Map",
    Items: "{% $copies %}",
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: "Copy",
      States: {
        Copy: startWorkflow<"WaitForOther" | "CopyEnded">("copy", {
          name: `{% ${copy}.name %}`,
          with: {
            class: "{% $request.class %}",
            point: "{% $point %}",
            region: `{% ${copy}.region %}`,
            requestedBy,
          },
          TimeoutSeconds: awaitCopySeconds,
          Catch: [
            { ErrorEquals: isStarted, Next: "WaitForOther" },
            { ErrorEquals: ["States.ALL"], Output: { failed: copyFailed }, Next: "CopyEnded" },
          ],
          Next: "CopyEnded",
        }),
        // Nobody waits for what follows: a look every five minutes is enough.
        WaitForOther: { Type: "Wait", Seconds: 300, Next: "LookAtOther" },
        LookAtOther: task<typeof lookAtOther, "IsOtherOver" | "CopyEnded">(lookAtOther, {
          with: { region: `{% ${copy}.region %}`, name: `{% ${copy}.name %}` },
          item: "{% $states.context.Map.Item.Index %}",
          TimeoutSeconds,
          Retry: patient,
          Catch: [{ ErrorEquals: ["States.ALL"], Output: { failed: copyFailed }, Next: "CopyEnded" }],
          Next: "IsOtherOver",
        }),
        IsOtherOver: whether("{% $states.input.ended %}", "CopyEnded", "WaitForOther"),
        CopyEnded: { Type: "Succeed" },
      },
    },
    Assign: { late: "{% [$states.result.failed] %}" },
    Next: "Prune",
  },
  Prune: startWorkflow<"AnythingLate">("prune", {
    name: "{% $prune %}",
    with: { class: "{% $request.class %}", requestedBy },
    TimeoutSeconds: awaitPruneSeconds,
    Catch: [
      // Once a day.
      { ErrorEquals: isStarted, Next: "AnythingLate" },
      {
        ErrorEquals: ["States.ALL"],
        Assign: {
          late: `{% $append($late, [${failed("'The pruning of ' & $request.class").slice(2, -2)}]) %}`,
        },
        Next: "AnythingLate",
      },
    ],
    Next: "AnythingLate",
  }),
  AnythingLate: whether("{% $count($late) > 0 %}", "NoteLate", "Made"),
  NoteLate: task<typeof noteLate, "Made">(noteLate, {
    with: { class: "{% $request.class %}", remarks: "{% $append($remarks, $late) %}" },
    TimeoutSeconds,
    Retry: patient,
    // The copy and the pruning have told people themselves.
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Made" }],
    Next: "Made",
  }),
} as const;
