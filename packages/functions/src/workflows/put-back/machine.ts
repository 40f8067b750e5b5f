import { putBackLooks } from "@signalbox/core/backup/put-back/run";
import { approvalSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { failed } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { endsBy } from "../restore/machine/ends-by.ts";
import { because, given, oneLookMore, orderGiven, patient, run } from "../restore/machine/expressions.ts";
import { agreed, askPerson, keepOld } from "../restore/machine/people.ts";
import { planBy, refusedOrShown, shown } from "../restore/machine/plan.ts";
import { check } from "./steps/check.ts";
import { end } from "./steps/end.ts";
import { plan } from "./steps/plan.ts";
import { write } from "./steps/write.ts";

const isBack = "$goal = 'old'";

export const putBackMachine = machine({
  Comment: "Writes back what is different, looks whether it stands, and keeps a way back",
  StartAt: "TakeOver",
  // The waits for people, and a day for all else.
  TimeoutSeconds: approvalSeconds + wayBackSeconds + 86_400,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        order: orderGiven,
        run: null,
        goal: "restored",
        looks: 0,
        problem: null,
      },
      Next: "Plan",
    },
    Plan: planBy(plan),
    Planned: {
      Type: "Choice",
      Choices: [
        ...refusedOrShown,
        { Condition: "{% $run.changes = 0 %}", Next: "End" },
        { Condition: "{% $run.asks %}", Next: "AskPerson" },
      ],
      Default: "Write",
    },
    Shown: shown,
    AskPerson: askPerson("nobody has said whether it may be written back", given),
    ...agreed("Write", "EndFailed"),
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
    KeepOld: keepOld(wayBackSeconds, "End"),
    PersonHasSeen: whether("{% $states.input.action = 'back' %}", "GoBack", "End"),
    ...endsBy(end),
    Failed: failed,
  },
});
