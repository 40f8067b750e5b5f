import { approvalSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { answered } from "../../machine/answers.ts";
import { failed } from "../../machine/failed.ts";
import { childProblem } from "../../release/machine/broken.ts";
import { restoring } from "./machine/beside.ts";
import { ending } from "./machine/end.ts";
import { order, orderGiven, orEndFailed, run } from "./machine/expressions.ts";
import { asking, serving } from "./machine/people.ts";
import { planBy, shown } from "./machine/plan.ts";
import { switching } from "./machine/switch.ts";
import { begin } from "./steps/begin.ts";
import { plan } from "./steps/plan.ts";

export const restoreMachine = machine({
  Comment: "Restores beside what serves, verifies, switches the services to it, and keeps a way back",
  StartAt: "TakeOver",
  // The waits for people, and ten days for all that AWS and the services take.
  TimeoutSeconds: approvalSeconds + wayBackSeconds + 10 * 86_400,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        order: orderGiven,
        run: null,
        at: null,
        transaction: null,
        job: null,
        looked: null,
        since: 0,
        version: 0,
        looks: 0,
        // Where the services are brought: to what was restored, or back to the old.
        goal: "restored",
        // Why they are brought back, where no person has said so, and how often that was tried again.
        why: null,
        tries: 0,
        // Whether any of their tasks has run on what was restored: users may have written to it.
        ran: false,
        problem: null,
      },
      Next: "IsWrittenBack",
    },
    // What is not switched to, but written where it stands, has a machine with rights of its own.
    IsWrittenBack: whether("{% $order.what in ['configuration', 'secrets'] %}", "PutBack", "Plan"),
    PutBack: startWorkflow<"Failed" | "WrittenBack">("put-back", {
      name: "{% $states.context.Execution.Name %}",
      with: order,
      TimeoutSeconds: approvalSeconds + wayBackSeconds + 2 * 86_400,
      Assign: { written: "{% $states.result.Output %}" },
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem: childProblem }, Next: "Failed" }],
      Next: "WrittenBack",
    }),
    WrittenBack: { Type: "Succeed", Output: "{% $written %}" },
    Plan: planBy(plan),
    Planned: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.next = 'refuse' %}", Next: "Failed" },
        { Condition: "{% $states.input.next = 'restore' %}", Next: "Begin" },
      ],
      Default: "Shown",
    },
    Shown: shown,
    Begin: task(begin, {
      with: { run },
      Assign: { at: "{% $states.result.Payload.at %}", transaction: answered("transaction") },
      ...orEndFailed,
      Next: "RestoreBeside",
    }),
    ...restoring,
    ...asking,
    ...switching,
    ...serving,
    ...ending,
    Failed: failed,
  },
});
