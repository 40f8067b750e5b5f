import { setSeconds } from "@signalbox/core/release/set/patience";
import type { SetPlan } from "@signalbox/core/release/set/plan";
import type { Expr } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import type { StepData } from "@signalbox/core/workflow/step";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { problem, stubborn } from "../release/machine/caught.ts";
import { TimeoutSeconds, wait, waitOf } from "../release/machine/expressions.ts";
import { reported } from "../release/machine/report.ts";
import type { advanceStep } from "./steps/advance.ts";
import type { beginStep } from "./steps/begin.ts";
import type { reportStep } from "./steps/report.ts";

interface SetSteps {
  readonly comment: string;
  readonly assess: Pick<StepData, "name" | "input">;
  readonly begin: ReturnType<typeof beginStep>;
  readonly advance: ReturnType<typeof advanceStep>;
  readonly report: ReturnType<typeof reportStep>;
}

const plan: Expr<SetPlan> = "{% $plan %}";
const refused = { outcome: "refused" } as const;

/** Of what cannot be looked at any more: its releases go on by themselves, to the waits that they end by turning back. */
const lost = {
  ErrorEquals: ["States.ALL"],
  Assign: { problem, outcome: "stuck" },
  Next: "Report",
} as const;

/** The machine of a set of releases: assesses all, then looks and does what is next until all have ended. */
export const setMachine = ({ comment, assess, begin, advance, report }: SetSteps) =>
  machine({
    Comment: comment,
    StartAt: "TakeOver",
    TimeoutSeconds: setSeconds,
    States: {
      TakeOver: {
        Type: "Pass",
        Assign: {
          request: "{% $states.input %}",
          requestedBy:
            "{% $type($states.input.requestedBy) = 'string' ? $states.input.requestedBy : 'nobody who is named' %}",
          outcome: "refused",
          problem: null,
        },
        Next: "Assess",
      },
      Assess: task(assess, {
        with: { request: "{% $request %}" },
        TimeoutSeconds,
        Assign: { set: "{% $states.result.Payload.set %}", plan: "{% $states.result.Payload.plan %}" },
        Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem, ...refused }, Next: "Report" }],
        Next: "MayBegin",
      }),
      MayBegin: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.dryRun %}", Next: "Planned" },
          {
            Condition: "{% $count($plan.refusals) > 0 %}",
            Assign: {
              problem: {
                error: "{% $plan.refusals[0].error %}",
                cause: "{% $join($plan.refusals.cause, '; ') %}",
              },
            },
            Next: "Report",
          },
        ],
        Default: "Begin",
      },
      Planned: { Type: "Succeed", Output: plan },
      Begin: task(begin, {
        with: { set: "{% $set %}" },
        TimeoutSeconds,
        Assign: { run: "{% $states.result.Payload.run %}" },
        Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem, ...refused }, Next: "Report" }],
        Next: "Advance",
      }),
      Advance: task(advance, {
        with: { run: "{% $run %}" },
        TimeoutSeconds,
        Assign: {
          ...waitOf,
          outcome: "{% $states.result.Payload.outcome %}",
          problem: "{% $states.result.Payload.problem %}",
        },
        Retry: stubborn,
        Catch: [lost],
        Next: "AllEnded",
      }),
      AllEnded: whether("{% $states.input.ended %}", "Report", "WaitForReleases"),
      WaitForReleases: { ...wait, Next: "Advance" },
      Report: task(report, {
        with: {
          outcome: "{% $outcome %}",
          problem: "{% $problem %}",
          requestedBy: "{% $requestedBy %}",
          askedAt: "{% $toMillis($states.context.Execution.StartTime) %}",
        },
        ...reported,
      }),
      Outcome: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $outcome = 'promoted' %}", Next: "Promoted" },
          { Condition: "{% $outcome = 'rolled-back' %}", Next: "RolledBack" },
          { Condition: "{% $outcome = 'refused' %}", Next: "Refused" },
        ],
        Default: "NeedsAPerson",
      },
      Promoted: { Type: "Succeed", Output: { outcome: "promoted", report: "{% $sentence %}" } },
      RolledBack: { Type: "Fail", Error: "Release.RolledBack", Cause: "{% $sentence %}" },
      Refused: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $sentence %}" },
      NeedsAPerson: { Type: "Fail", Error: "Release.NeedsAPerson", Cause: "{% $sentence %}" },
    },
  });
