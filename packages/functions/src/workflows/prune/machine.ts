import { pruneSeconds } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { endFailed, giveUp, orEndFailed, patient, withoutLease } from "../../backup/machine.ts";
import { maybe } from "../../machine/answers.ts";
import { failed } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { begin } from "./steps/begin.ts";
import { deletePoint } from "./steps/delete-point.ts";
import { end } from "./steps/end.ts";

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
    AnyLeft: whether("{% $count($run.left) > 0 %}", "DeletePoint", "End"),
    DeletePoint: task(deletePoint, {
      with: "{% $run %}",
      Assign: { run: "{% $states.result.Payload %}" },
      ...orEndFailed,
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
      with: `{% $merge([{'request': $request, 'problem': $problem}, ${maybe("run")}]) %}`,
      ...endFailed,
    }),
    Failed: failed,
  },
});
