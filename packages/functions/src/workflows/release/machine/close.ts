import { task } from "@signalbox/core/workflow/task";
import { problem, stubborn } from "../../../release/machine/caught.ts";
import { release, TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { reported } from "../../../release/machine/report.ts";
import { markStuck } from "../steps/mark-stuck.ts";
import { report } from "../steps/report.ts";
import { reportRefusal } from "../steps/report-refusal.ts";
import { unlock } from "../steps/unlock.ts";
import { askedAt } from "./begin.ts";

/** Both ends: the lock is given back and what happened is reported, or the lock stays for a person. */
export const closing = {
  Unlock: task(unlock, {
    with: { group: "{% $release.group %}", run: "{% $release.run %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "MarkStuck" }],
    Next: "Report",
  }),
  Report: task(report, {
    with: { release, outcome: "{% $outcome %}", problem: "{% $problem %}" },
    ...reported,
  }),
  Outcome: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $outcome = 'promoted' %}", Next: "Promoted" },
      { Condition: "{% $problem.error = 'Release.Superseded' %}", Next: "Superseded" },
      // What nobody foresaw keeps its own name, such as AccessDeniedException.
      { Condition: "{% $substringBefore($problem.error, '.') = 'Release' %}", Next: "RolledBack" },
    ],
    Default: "Failed",
  },
  Promoted: { Type: "Succeed", Output: { outcome: "promoted", report: "{% $sentence %}" } },
  Superseded: { Type: "Fail", Error: "Release.Superseded", Cause: "{% $sentence %}" },
  RolledBack: { Type: "Fail", Error: "Release.RolledBack", Cause: "{% $sentence %}" },
  Failed: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $sentence %}" },

  // Refused after the lock was taken, before anything else was done.
  GiveUp: task(unlock, {
    with: { group: "{% $order.group %}", run: "{% $order.run %}" },
    TimeoutSeconds,
    Retry: stubborn,
    // The owner of the lock is an execution that has ended: the next release sees that.
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "ReportRefusal" }],
    Next: "ReportRefusal",
  }),
  ReportRefusal: task(reportRefusal, {
    with: {
      request: "{% $order = null ? $states.context.Execution.Input : null %}",
      order: "{% $order %}",
      askedAt,
      problem: "{% $problem %}",
    },
    TimeoutSeconds,
    Retry: stubborn,
    // Why it was refused is the execution's own error in any case.
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "Refused" }],
    Next: "Refused",
  }),
  Refused: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $problem.cause %}" },

  // No safe state could be verified: the lock stays, and says why.
  MarkStuck: task(markStuck, {
    with: { release, problem: "{% $problem %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "NeedsAPerson" }],
    Next: "NeedsAPerson",
  }),
  NeedsAPerson: {
    Type: "Fail",
    Error: "Release.NeedsAPerson",
    Cause: "{% $problem.error & ': ' & $problem.cause %}",
  },
} as const;
