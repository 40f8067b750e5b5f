import { releaseSeconds } from "@signalbox/core/release/limits";
import { setSeconds } from "@signalbox/core/release/set/patience";
import { machine } from "@signalbox/core/workflow/machine";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { failed, unwritten } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { entered, TimeoutSeconds, wait, waitOf } from "../../release/machine/expressions.ts";
import { order, orStop, patient, stop } from "./machine/expressions.ts";
import { releasing } from "./machine/release.ts";
import { testing } from "./machine/test.ts";
import { awaitApproval } from "./steps/await-approval.ts";
import { begin } from "./steps/begin.ts";
import { checkImage } from "./steps/check-image.ts";
import { checkStaging } from "./steps/check-staging.ts";
import { end } from "./steps/end.ts";
import { takeTurn } from "./steps/take-turn.ts";

export const pipelineMachine = machine({
  Comment: "Takes an image through the stage before, tests and a person's approval to production",
  StartAt: "Begin",
  // A release and waves of them, which end by themselves, and a month for turns, tests and people; a year is the most that AWS takes.
  TimeoutSeconds: releaseSeconds + setSeconds + 30 * 86_400,
  States: {
    Begin: task(begin, {
      with: {
        request: "{% $sift($states.input, function($v, $k) { $substring($k, 0, 4) != 'AWS_' }) %}",
        askedAt: "{% $toMillis($states.context.Execution.StartTime) %}",
      },
      TimeoutSeconds,
      Assign: {
        order: "{% $states.result.Payload.order %}",
        approvalSeconds: "{% $states.result.Payload.approvalSeconds %}",
        performs: "{% $states.result.Payload.performs %}",
        problem: null,
        job: "integration",
        wait: 15,
      },
      Retry: patient,
      // Nothing was done, and there is no run to write it down for.
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "IsNew",
    }),
    IsNew: whether("{% $exists($states.input.repeats) %}", "Repeated", "TakeTurn"),
    Repeated: { Type: "Succeed", Output: { outcome: "repeated", run: "{% $states.input.repeats %}" } },
    TakeTurn: task(takeTurn, {
      with: { order },
      Assign: { ...waitOf, since: `{% ${entered} %}` },
      ...orStop,
      Next: "IsItsTurn",
    }),
    IsItsTurn: whether("{% $states.input.taken %}", "CheckImage", "WaitForTurn"),
    WaitForTurn: { ...wait, Next: "TakeTurn" },
    CheckImage: task(checkImage, {
      with: { order, since: "{% $since %}" },
      Assign: waitOf,
      ...orStop,
      Next: "IsImageGood",
    }),
    IsImageGood: whether("{% $states.input.ready %}", "ReleaseToStaging", "WaitForImage"),
    WaitForImage: { ...wait, Next: "CheckImage" },
    ...releasing,
    CheckStaging: task(checkStaging, {
      with: { order, since: "{% $since %}" },
      Assign: waitOf,
      ...orStop,
      Next: "IsStagingHealthy",
    }),
    IsStagingHealthy: whether("{% $states.input.healthy %}", "StartTests", "WaitForHealth"),
    WaitForHealth: { ...wait, Next: "CheckStaging" },
    ...testing,
    AwaitApproval: taskWithToken<typeof awaitApproval, "End" | "ReleaseToProduction">(awaitApproval, {
      with: { order, seconds: "{% $approvalSeconds %}" },
      TimeoutSeconds: "{% $approvalSeconds %}",
      Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 0 }, ...patient],
      Catch: [
        {
          ErrorEquals: ["States.Timeout"],
          Assign: {
            problem: { error: "Pipeline.NobodyDecided", cause: "nobody has approved within the time for it" },
          },
          Next: "End",
        },
        stop,
      ],
      // Whether it was approved, the ledger says.
      Next: "ReleaseToProduction",
    }),
    End: task(end, {
      with: { order, problem: "{% $problem %}" },
      TimeoutSeconds,
      Retry: patient,
      // The lease goes with the execution: whoever comes next sees that its owner has ended, and stops its tests.
      Catch: [unwritten],
      Next: "HowItEnded",
    }),
    HowItEnded: whether("{% $problem != null %}", "Failed", "Released"),
    Released: { Type: "Succeed", Output: { outcome: "released", report: "{% $states.input.report %}" } },
    Failed: failed,
  },
});
