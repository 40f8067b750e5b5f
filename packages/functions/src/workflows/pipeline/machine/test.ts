import { task } from "@signalbox/core/workflow/task";
import { problem } from "../../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { endTests } from "../steps/end-tests.ts";
import { startTests } from "../steps/start-tests.ts";
import { watchTests } from "../steps/watch-tests.ts";
import { entered, order, patient, wait, waited } from "./expressions.ts";

const job = "{% $job %}";
const tests = "{% $task %}";

/** Production serves by the time of smoke tests: what goes wrong with them is another end. */
const failed = {
  error: `{% $job = 'smoke' ? 'Pipeline.SmokeTestsFailed' : $substringBefore($states.errorOutput.Error, '.') = 'Pipeline' ? $states.errorOutput.Error : 'Pipeline.TestsFailed' %}`,
  cause: problem.cause,
} as const;
const stop = { ErrorEquals: ["States.ALL"], Assign: { problem: failed }, Next: "End" } as const;

/** One kind of tests after another, `$job`: integration, performance where there are such, and smoke. */
export const testing = {
  StartTests: task(startTests, {
    with: { order, job },
    TimeoutSeconds,
    Assign: { task: "{% $states.result.Payload.task %}", since: entered, overdue: false, wait: 15 },
    Retry: patient,
    Catch: [stop],
    Next: "WaitForTests",
  }),
  WaitForTests: { ...wait, Next: "WatchTests" },
  WatchTests: task(watchTests, {
    with: { order, job, task: tests, since: "{% $since %}" },
    TimeoutSeconds,
    Assign: { ...waited, overdue: "{% $overdue or $states.result.Payload.overdue %}" },
    Retry: patient,
    Catch: [stop],
    Next: "HaveTestsEnded",
  }),
  HaveTestsEnded: {
    Type: "Choice",
    Choices: [{ Condition: "{% $states.input.ended %}", Next: "EndTests" }],
    Default: "WaitForTests",
  },
  EndTests: task(endTests, {
    with: { order, job, task: tests, overdue: "{% $overdue %}" },
    TimeoutSeconds,
    Retry: patient,
    Catch: [stop],
    Next: "HaveTestsPassed",
  }),
  HaveTestsPassed: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $not($states.input.passed) %}",
        Assign: {
          problem: {
            error: "{% $job = 'smoke' ? 'Pipeline.SmokeTestsFailed' : 'Pipeline.TestsFailed' %}",
            cause: "{% 'the ' & $job & ' tests: ' & $states.input.sentence %}",
          },
        },
        Next: "End",
      },
      {
        Condition: "{% $job = 'integration' and $performs %}",
        Assign: { job: "performance" },
        Next: "StartTests",
      },
      { Condition: "{% $job != 'smoke' %}", Next: "AwaitApproval" },
    ],
    Default: "End",
  },
} as const;
