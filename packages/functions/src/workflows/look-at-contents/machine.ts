import { lookLambdaSeconds, lookSeconds } from "@signalbox/core/backup/run/limits";
import type { Retrier } from "@signalbox/core/workflow/asl";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { problem } from "../../release/machine/caught.ts";
import { lookAtConfiguration } from "./steps/look-at-configuration.ts";
import { lookAtDatabase } from "./steps/look-at-database.ts";
import { lookAtFiles } from "./steps/look-at-files.ts";

/** Of a Lambda with more time than others, and what the call itself takes. */
const TimeoutSeconds = lookLambdaSeconds + 10;

/** For three minutes: a look may take minutes itself, and is tried again less often than steps of a second. */
const patient: readonly Retrier[] = [
  { ErrorEquals: ["Backup.NotLookedAt", "Backup.UnknownClass"], MaxAttempts: 0 },
  {
    ErrorEquals: ["States.TaskFailed", "States.Timeout"],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 7,
    MaxDelaySeconds: 60,
  },
];
const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "NotSeen" } as const;
const request = "{% $request %}";

const looking = {
  TimeoutSeconds,
  lambdaSeconds: lookLambdaSeconds,
  Retry: patient,
  Catch: [giveUp],
} as const;
const inOneLook = { with: { request }, ...looking, Next: "Seen" } as const;

export const lookMachine = machine({
  Comment:
    "Looks at all that a database, a bucket or a document of the configuration holds, and writes down what it saw",
  StartAt: "TakeOver",
  TimeoutSeconds: lookSeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        // Less what Step Functions adds for its console, and what the caller has nothing to say of.
        request:
          "{% $sift($states.input, function($v, $k) { $k in ['run', 'look', 'at', 'transaction'] and $v != null }) %}",
        slice: 0,
      },
      Next: "WhatIsIt",
    },
    WhatIsIt: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $request.at.kind = 'database' %}", Next: "LookAtDatabase" },
        { Condition: "{% $request.at.kind = 'configuration' %}", Next: "LookAtConfiguration" },
      ],
      Default: "LookAtFiles",
    },
    LookAtDatabase: task(lookAtDatabase, inOneLook),
    LookAtConfiguration: task(lookAtConfiguration, inOneLook),
    // As much of a bucket as one Lambda has time for; what it saw so far stands in a document.
    LookAtFiles: task(lookAtFiles, {
      with: { request, slice: "{% $slice %}" },
      ...looking,
      Assign: { slice: "{% $slice + 1 %}" },
      Next: "MoreFiles",
    }),
    MoreFiles: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $exists($states.input.looked) %}",
          Output: "{% $states.input.looked %}",
          Next: "Seen",
        },
      ],
      Default: "LookAtFiles",
    },
    Seen: { Type: "Succeed" },
    NotSeen: { Type: "Fail", Error: "{% $problem.error %}", Cause: "{% $problem.cause %}" },
  },
});
