import { lookLambdaSeconds } from "@signalbox/core/backup/run/limits";
import { surveySeconds } from "@signalbox/core/upgrade/limits";
import type { Retrier } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { problem } from "../../release/machine/caught.ts";
import { survey } from "./steps/survey.ts";

/** For three minutes: a survey may take minutes itself, and is tried again less often than steps of a second. */
const patient: readonly Retrier[] = [
  { ErrorEquals: ["Backup.NotBeside", "Backup.NotLookedAt", "Backup.UnknownClass"], MaxAttempts: 0 },
  {
    ErrorEquals: ["States.TaskFailed", "States.Timeout"],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 7,
    MaxDelaySeconds: 60,
  },
];

export const surveyMachine = machine({
  Comment: "Looks at a database before a migration or after it, and writes down what it saw",
  StartAt: "TakeOver",
  TimeoutSeconds: surveySeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        // Less what Step Functions adds for its console.
        request:
          "{% $sift($states.input, function($v, $k) { $k in ['run', 'survey', 'cluster', 'probing'] }) %}",
      },
      Next: "Survey",
    },
    Survey: task(survey, {
      with: { request: "{% $request %}" },
      // Of a Lambda with more time than others, and what the call itself takes.
      TimeoutSeconds: lookLambdaSeconds + 10,
      lambdaSeconds: lookLambdaSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "NotSurveyed" }],
      Next: "Surveyed",
    }),
    Surveyed: { Type: "Succeed" },
    NotSurveyed: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $problem.cause %}" },
  },
});
