import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { problem } from "../../../release/machine/caught.ts";
import { entered, TimeoutSeconds, wait, waitOf } from "../../../release/machine/expressions.ts";
import { endTests } from "../steps/end-tests.ts";
import { startTests } from "../steps/start-tests.ts";
import { watchTests } from "../steps/watch-tests.ts";
import { order, patient } from "./expressions.ts";

const job = "{% $job %}";
const tests = "{% $task %}";

/** Production serves by the time of smoke tests: what goes wrong with them is another end. */
const failed = {
  error: `{% $job = 'smoke' ? 'Pipeline.SmokeTestsFailed' : $substringBefore($states.errorOutput.Error, '.') = 'Pipeline' ? $states.errorOutput.Error : 'Pipeline.TestsFailed' %}`,
  cause: problem.cause,
} as const;
const stop = { ErrorEquals: ["States.ALL"], Assign: { problem: failed }, Next: "End" } as const;
const orStop = { TimeoutSeconds, Retry: patient, Catch: [stop] } as const;

/** One kind of tests after another, `$job`: integration, performance where there are such, and smoke. */
export const testing = {
  StartTests: task(startTests, {
    with: { order, job },
    Assign: {
      task: "{% $states.result.Payload.task %}",
      since: `{% ${entered} %}`,
      overdue: false,
      wait: 15,
    },
    ...orStop,
    Next: "WaitForTests",
  }),
  WaitForTests: { ...wait, Next: "WatchTests" },
  WatchTests: task(watchTests, {
    with: { order, job, task: tests, since: "{% $since %}" },
    Assign: { ...waitOf, overdue: "{% $overdue or $states.result.Payload.overdue %}" },
    ...orStop,
    Next: "HaveTestsEnded",
  }),
  HaveTestsEnded: whether("{% $states.input.ended %}", "EndTests", "WaitForTests"),
  EndTests: task(endTests, {
    with: { order, job, task: tests, overdue: "{% $overdue %}" },
    ...orStop,
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
