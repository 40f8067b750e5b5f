import { letBackSeconds, partLooks } from "@signalbox/core/recovery/limits";
import type { Retrier, State } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { answered, maybe } from "../../machine/answers.ts";
import { failed, unwritten } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import type { Goal } from "./parts.ts";
import { awaitPerson } from "./steps/await-person.ts";
import { end } from "./steps/end.ts";
import { follow } from "./steps/follow.ts";
import { holdFailover } from "./steps/hold-failover.ts";
import { plan } from "./steps/plan.ts";

/** What waiting does not mend. */
const lasting: Retrier = {
  ErrorEquals: ["ParseError", "Backup.LeaseLost", "Recovery.AlreadyRunning", "Release.NeedsAPerson"],
  MaxAttempts: 0,
};
const halts = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndHalted" } as const;

/** Nothing waits for it: users are kept out all the same, and the timeline says whom it has not reached. */
const holding = (Next: string): State =>
  task<typeof holdFailover, string>(holdFailover, {
    with: {},
    TimeoutSeconds,
    Retry: [lasting, { ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 1, MaxAttempts: 1 }],
    Catch: [{ ErrorEquals: ["States.ALL"], Next }],
    Next,
  });

/** Looks at the parts that lead to a goal until all of them are there. */
const following = (name: string, goal: Goal, next: string): Record<string, State> => ({
  [name]: task<typeof follow, string>(follow, {
    with: { goal },
    TimeoutSeconds,
    Retry: [lasting, patience],
    Assign: { looks: "{% $looks + 1 %}", problem: answered("problem") },
    Catch: [halts],
    Next: `Is${name}Done`,
  }),
  [`Is${name}Done`]: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $problem != null %}", Next: "EndHalted" },
      { Condition: "{% $states.input.done %}", Assign: { looks: 0 }, Next: next },
      {
        Condition: `{% $looks >= ${partLooks.most} %}`,
        Assign: {
          problem: { error: "Recovery.NotInTime", cause: `${name} did not come to its end in two days` },
        },
        Next: "EndHalted",
      },
    ],
    Default: `WaitFor${name}`,
  },
  [`WaitFor${name}`]: {
    Type: "Wait",
    Seconds: `{% $looks < ${partLooks.quick} ? ${partLooks.soonSeconds} : ${partLooks.thenSeconds} %}`,
    Next: name,
  },
});

const told = (outcome: "recovered" | "halted", Next: string): State =>
  task<typeof end, string>(end, {
    with: `{% $merge([{'outcome': '${outcome}'}, ${maybe("problem")}, ${maybe("said")}]) %}`,
    TimeoutSeconds,
    Retry: [patience],
    Catch: [unwritten],
    Next,
  });

export const recoverFromHarmMachine = machine<string>({
  Comment:
    "Plans, contains, restores to before the harm, eradicates what an intruder has left, and lets users back",
  StartAt: "TakeOver",
  // The looks of four goals and the wait for a person: each gives up before.
  TimeoutSeconds: letBackSeconds + 10 * 86_400,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: { asked: "{% $states.input %}", looks: 0, said: null, problem: null },
      Next: "Plan",
    },
    Plan: task<typeof plan, string>(plan, {
      with: "{% $asked %}",
      TimeoutSeconds,
      Assign: { problem: answered("problem") },
      Retry: [lasting, patience],
      // Nothing was done yet, and there may be no record.
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Planned",
    }),
    Planned: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.next = 'refuse' %}", Next: "Failed" },
        { Condition: "{% $states.input.next = 'show' %}", Next: "Shown" },
      ],
      Default: "HoldFailover",
    },
    Shown: { Type: "Succeed", Output: { outcome: "planned", plan: "{% $states.input.plan %}" } },
    HoldFailover: holding("Contain"),
    ...following("Contain", "contained", "Restore"),
    ...following("Restore", "restored", "WasSomebodyIn"),
    WasSomebodyIn: whether("{% $asked.reason = 'security_incident' %}", "Eradicate", "HoldAgain"),
    ...following("Eradicate", "eradicated", "HoldAgain"),
    // Who did not answer the first time.
    HoldAgain: holding("AskPerson"),
    AskPerson: taskWithToken<typeof awaitPerson, string>(awaitPerson, {
      with: {},
      TimeoutSeconds: letBackSeconds,
      Retry: [lasting, { ...patience, ErrorEquals: ["States.TaskFailed"] }],
      Assign: { said: "{% $states.result %}" },
      Catch: [
        {
          ErrorEquals: ["States.Timeout"],
          Assign: {
            problem: { error: "Recovery.NobodyDecided", cause: "nobody has said whether users are let back" },
          },
          Next: "EndHalted",
        },
        halts,
      ],
      Next: "PersonSaid",
    }),
    PersonSaid: whether("{% $said.action = 'approve' %}", "Reopen", "Aborted"),
    Aborted: {
      Type: "Pass",
      Assign: {
        problem: { error: "Recovery.Aborted", cause: "{% $said.by & ' aborted: ' & $said.reason %}" },
      },
      Next: "EndHalted",
    },
    ...following("Reopen", "reopened", "End"),
    End: told("recovered", "Recovered"),
    Recovered: {
      Type: "Succeed",
      Output: { outcome: "{% $states.input.outcome %}", report: "{% $states.input.report %}" },
    },
    EndHalted: told("halted", "Failed"),
    Failed: failed,
  },
});
