import { putBackLooks } from "@signalbox/core/backup/put-back/run";
import { approvalSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { answered, failed } from "../../backup/machine.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { because, oneLookMore, order, patient, run } from "../restore/machine/expressions.ts";
import { awaitPerson } from "../restore/steps/await-person.ts";
import { check } from "./steps/check.ts";
import { end } from "./steps/end.ts";
import { plan } from "./steps/plan.ts";
import { write } from "./steps/write.ts";

const isBack = "$goal = 'old'";
const given = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndFailed" } as const;

export const putBackMachine = machine({
  Comment: "Writes back what is different, looks whether it stands, and keeps a way back",
  StartAt: "TakeOver",
  // The waits for people, and a day for all else.
  TimeoutSeconds: approvalSeconds + wayBackSeconds + 86_400,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        order:
          "{% $merge([{'dryRun': false}, $sift($states.input, function($v, $k) { $k in ['what', 'point', 'time', 'dryRun', 'reason', 'requestedBy'] })]) %}",
        run: null,
        goal: "restored",
        looks: 0,
        problem: null,
      },
      Next: "Plan",
    },
    Plan: task(plan, {
      with: order,
      TimeoutSeconds,
      Assign: { run: answered("run"), problem: answered("problem") },
      Retry: patient,
      Catch: [given],
      Next: "Planned",
    }),
    Planned: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.next = 'refuse' %}", Next: "Failed" },
        { Condition: "{% $states.input.next = 'show' %}", Next: "Shown" },
        { Condition: "{% $run.changes = 0 %}", Next: "End" },
        { Condition: "{% $run.asks %}", Next: "AskPerson" },
      ],
      Default: "Write",
    },
    Shown: { Type: "Succeed", Output: { outcome: "planned", plan: "{% $states.input.plan %}" } },
    AskPerson: taskWithToken<typeof awaitPerson, "EndFailed" | "PersonSaid">(awaitPerson, {
      with: { run, phase: "waiting-for-person", seconds: approvalSeconds },
      TimeoutSeconds: approvalSeconds,
      Retry: patient,
      Catch: [
        {
          ErrorEquals: ["States.Timeout"],
          Assign: because("Backup.NobodyDecided", "nobody has said whether it may be written back"),
          Next: "EndFailed",
        },
        given,
      ],
      Next: "PersonSaid",
    }),
    PersonSaid: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.action = 'approve' %}", Next: "Write" }],
      Default: "Aborted",
    },
    Aborted: {
      Type: "Pass",
      Assign: because("Backup.Aborted", "{% $states.input.by & ' aborted: ' & $states.input.reason %}"),
      Next: "EndFailed",
    },
    // To what the point holds or, by the same state, back to what stood there. From the way back there is no further one.
    Write: task(write, {
      with: { run, goal: "{% $goal %}" },
      TimeoutSeconds,
      Assign: { looks: 0 },
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "TurnBack" }],
      Next: "IsBack",
    }),
    IsBack: {
      Type: "Choice",
      Choices: [
        { Condition: `{% ${isBack} and $problem = null %}`, Next: "EndGoneBack" },
        { Condition: `{% ${isBack} %}`, Next: "EndFailed" },
      ],
      Default: "Check",
    },
    TurnBack: {
      Type: "Choice",
      Choices: [
        {
          Condition: `{% ${isBack} %}`,
          Assign: because("Backup.NotBack", "{% $problem.error & ': ' & $problem.cause %}"),
          Next: "EndFailed",
        },
      ],
      Default: "GoBack",
    },
    GoBack: { Type: "Pass", Assign: { goal: "old" }, Next: "Write" },
    Check: task(check, {
      with: { run },
      TimeoutSeconds,
      Assign: { looks: oneLookMore },
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "TurnBack" }],
      Next: "DoesItStand",
    }),
    DoesItStand: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $count($states.input.left) = 0 %}", Next: "KeepOld" },
        {
          Condition: `{% $looks >= ${putBackLooks.most} %}`,
          Assign: because("Backup.NotPutBack", "{% $join($states.input.left, '; ') %}"),
          Next: "TurnBack",
        },
      ],
      Default: "WaitForCheck",
    },
    WaitForCheck: { Type: "Wait", Seconds: putBackLooks.seconds, Next: "Check" },
    // Nobody says anything: it stands.
    KeepOld: taskWithToken<typeof awaitPerson, "End" | "PersonHasSeen">(awaitPerson, {
      with: { run, phase: "keeping-old", seconds: wayBackSeconds },
      TimeoutSeconds: wayBackSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }],
      Next: "PersonHasSeen",
    }),
    PersonHasSeen: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.action = 'back' %}", Next: "GoBack" }],
      Default: "End",
    },
    End: task(end, {
      with: { order, outcome: "restored" },
      TimeoutSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Ended",
    }),
    EndGoneBack: task(end, {
      with: { order, outcome: "gone-back" },
      TimeoutSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Ended",
    }),
    Ended: { Type: "Succeed", Output: { outcome: "{% $states.input.outcome %}" } },
    EndFailed: task(end, {
      with: { order, outcome: "failed", problem: "{% $problem %}" },
      TimeoutSeconds,
      Retry: patient,
      // The lease goes with the execution: whoever comes next sees that its owner has ended.
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
      Next: "Failed",
    }),
    Failed: failed,
  },
});
