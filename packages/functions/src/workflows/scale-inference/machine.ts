import type { Retrier } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { maybe } from "../../machine/answers.ts";
import { failed, unwritten } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { add } from "./steps/add.ts";
import { end } from "./steps/end.ts";
import { letGo } from "./steps/let-go.ts";
import { pick } from "./steps/pick.ts";
import { plan } from "./steps/plan.ts";
import { putBack } from "./steps/put-back.ts";
import { watchGone } from "./steps/watch-gone.ts";
import { watchStart } from "./steps/watch-start.ts";
import { watchStreams } from "./steps/watch-streams.ts";

/** What waiting does not mend is not tried again. */
const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Scaling.NotPlanned",
      "Scaling.NotOwned",
      "Scaling.AlreadyRunning",
      "Scaling.LeaseLost",
      "Scaling.ChangedMeanwhile",
      "Scaling.ReleaseBegan",
      "Scaling.NeededAgain",
      "Scaling.StreamsStay",
    ],
    MaxAttempts: 0,
  },
  patience,
];

const run = "{% $run %}";
const all = "States.ALL";
const giveUp = { ErrorEquals: [all], Assign: { problem }, Next: "EndFailed" } as const;
/** Those that were to leave serve again, whatever came in between. */
const turnBack = { ErrorEquals: [all], Assign: { problem }, Next: "PutBack" } as const;
const because = (error: string, cause: string) => ({ problem: { error, cause } });
/** Stop time and deprovisioning, doubled. */
const goneLooks = { seconds: 10, most: 60 } as const;

export const scaleInferenceMachine = machine({
  Comment: "Adds replicas and waits until they serve, or empties some and then lets them go",
  StartAt: "TakeOver",
  // A start-up of half an hour with all that is ordered meanwhile, or a drain of an hour.
  TimeoutSeconds: 4 * 3600,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request:
          "{% {'service': $states.input.service, 'requestedBy': $states.input.requestedBy, 'dryRun': $exists($states.input.dryRun) ? $states.input.dryRun : false} %}",
        run: null,
        goal: null,
        leaving: null,
        empty: [],
        looks: 0,
        problem: null,
      },
      Next: "Plan",
    },
    Plan: task(plan, {
      with: "{% $request %}",
      TimeoutSeconds,
      Assign: { run: "{% $states.result.Payload %}" },
      Retry: patient,
      Catch: [
        {
          ErrorEquals: ["Scaling.AlreadyRunning", "Scaling.NotPlanned", "Scaling.NotOwned"],
          Assign: { problem },
          Next: "Failed",
        },
        giveUp,
      ],
      Next: "WhichWay",
    }),
    WhichWay: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $run.way = 'out' %}", Next: "Add" },
        { Condition: "{% $run.way = 'in' %}", Next: "Pick" },
      ],
      Default: "End",
    },
    Add: task(add, {
      with: run,
      TimeoutSeconds,
      Assign: { goal: "{% $states.result.Payload %}" },
      Retry: patient,
      Catch: [giveUp],
      Next: "WaitForStart",
    }),
    WaitForStart: { Type: "Wait", Seconds: 15, Next: "WatchStart" },
    WatchStart: task(watchStart, {
      with: { run, goal: "{% $goal %}" },
      TimeoutSeconds,
      Assign: { goal: "{% $states.result.Payload %}" },
      Retry: patient,
      Catch: [giveUp],
      Next: "AreUp",
    }),
    AreUp: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $goal.next = 'done' %}", Next: "End" },
        {
          Condition: "{% $goal.next = 'short' %}",
          Assign: because("Scaling.NoCapacity", "replicas that were ordered are not ready in time"),
          Next: "EndFailed",
        },
      ],
      Default: "WaitForStart",
    },
    Pick: task(pick, {
      with: run,
      TimeoutSeconds,
      Assign: { leaving: "{% $states.result.Payload.leaving %}" },
      Retry: patient,
      Catch: [turnBack],
      Next: "AnyLeaving",
    }),
    AnyLeaving: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $count($leaving.leavers) > 0 %}", Next: "WaitForStreams" },
        // Who never came has no streams.
        { Condition: "{% $leaving.missing > 0 %}", Next: "LetGo" },
      ],
      Default: "End",
    },
    WaitForStreams: { Type: "Wait", Seconds: 10, Next: "WatchStreams" },
    WatchStreams: task(watchStreams, {
      with: { run, leaving: "{% $leaving %}" },
      TimeoutSeconds,
      Assign: { empty: "{% $states.result.Payload.empty %}" },
      Retry: patient,
      Catch: [turnBack],
      Next: "AreEmpty",
    }),
    AreEmpty: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.next = 'let-go' %}", Next: "LetGo" }],
      Default: "WaitForStreams",
    },
    LetGo: task(letGo, {
      with: { run, leaving: "{% $leaving %}", empty: "{% $empty %}" },
      TimeoutSeconds,
      Retry: patient,
      Catch: [turnBack],
      Next: "WatchGone",
    }),
    WatchGone: task(watchGone, {
      with: { run, leaving: "{% $leaving %}", empty: "{% $empty %}" },
      TimeoutSeconds,
      Assign: { looks: "{% $looks + 1 %}" },
      Retry: patient,
      Catch: [giveUp],
      Next: "AreGone",
    }),
    AreGone: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.done %}", Next: "End" },
        {
          Condition: `{% $looks >= ${goneLooks.most} %}`,
          Assign: because("Scaling.NotGone", "tasks that were let go still run"),
          Next: "EndFailed",
        },
      ],
      Default: "WaitForGone",
    },
    WaitForGone: { Type: "Wait", Seconds: goneLooks.seconds, Next: "WatchGone" },
    PutBack: task(putBack, {
      with: run,
      TimeoutSeconds,
      Retry: patient,
      Catch: [giveUp],
      Next: "EndFailed",
    }),
    End: task(end, {
      with: { request: "{% $request %}", run },
      TimeoutSeconds,
      Retry: patient,
      Catch: [unwritten],
      Next: "Done",
    }),
    Done: { Type: "Succeed", Output: { outcome: "{% $states.input.outcome %}" } },
    EndFailed: task(end, {
      with: `{% $merge([{'request': $request, 'problem': $problem}, ${maybe("run")}]) %}`,
      TimeoutSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: [all], Next: "Failed" }],
      Next: "WasKept",
    }),
    WasKept: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.outcome = 'kept' %}", Next: "Kept" }],
      Default: "Failed",
    },
    Kept: { Type: "Succeed", Output: { outcome: "kept", because: "{% $problem.error %}" } },
    Failed: failed,
  },
});
