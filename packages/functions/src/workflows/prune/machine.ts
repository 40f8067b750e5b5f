import { pruneSeconds } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { endFailed, failed, patient, withoutLease } from "../../backup/machine.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { begin } from "./steps/begin.ts";
import { deletePoint } from "./steps/delete-point.ts";
import { end } from "./steps/end.ts";

/** Whatever happens while the lease is held: it is written down and the lease given back. */
const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndFailed" } as const;
const run = "{% $run %}";
const request = "{% $request %}";

export const pruneMachine = machine({
  Comment: "Deletes points of a class that are past their time, one after another",
  StartAt: "TakeOver",
  TimeoutSeconds: pruneSeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request: {
          class: "{% $states.input.class %}",
          requestedBy: "{% $states.input.requestedBy %}",
        },
        run: null,
        problem: null,
      },
      Next: "Begin",
    },
    Begin: task(begin, {
      with: { class: "{% $request.class %}", requestedBy: "{% $request.requestedBy %}" },
      TimeoutSeconds,
      Assign: { run: "{% $states.result.Payload %}" },
      Retry: patient,
      Catch: [withoutLease, giveUp],
      Next: "AnyLeft",
    }),
    AnyLeft: {
      Type: "Choice",
      Choices: [{ Condition: "{% $count($run.left) > 0 %}", Next: "DeletePoint" }],
      Default: "End",
    },
    DeletePoint: task(deletePoint, {
      with: "{% $run %}",
      TimeoutSeconds,
      Assign: { run: "{% $states.result.Payload %}" },
      Retry: patient,
      Catch: [giveUp],
      Next: "AnyLeft",
    }),
    End: task(end, {
      with: { request, run },
      TimeoutSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Pruned",
    }),
    Pruned: { Type: "Succeed", Output: { deleted: "{% $run.deleted %}", kept: "{% $run.kept %}" } },
    EndFailed: task(end, {
      with: "{% $merge([{'request': $request, 'problem': $problem}, $run = null ? {} : {'run': $run}]) %}",
      ...endFailed,
    }),
    Failed: failed,
  },
});
