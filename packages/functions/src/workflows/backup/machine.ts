import { mostAttempts, patienceMs } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import {
  answered,
  endFailed,
  failed,
  patient,
  waitForJob,
  whatNow,
  withoutLease,
} from "../../backup/machine.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { followingUp, followUpSeconds } from "./follow-up.ts";
import { awaitLookSeconds, look } from "./look.ts";
import { begin } from "./steps/begin.ts";
import { end } from "./steps/end.ts";
import { keepConfiguration } from "./steps/keep-configuration.ts";
import { lookAtJob } from "./steps/look-at-job.ts";
import { recordPoint } from "./steps/record-point.ts";
import { startJob } from "./steps/start-job.ts";

/** Whatever happens while the lease is held: it is written down and the lease given back. */
const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndFailed" } as const;
const run = "{% $run %}";
const job = "{% $job %}";
const attempt = "{% $attempt %}";

/** Of a step that has recorded a point. */
const recorded = {
  remarks: "{% $states.result.Payload.remarks %}",
  copies: "{% $states.result.Payload.copies %}",
  prune: "{% $states.result.Payload.prune %}",
} as const;

/** What is known of a point that was made. */
const made =
  "{% $merge([{'run': $run, 'point': $point, 'remarks': $remarks}, $before = null ? {} : {'before': $before}, $after = null ? {} : {'after': $after}, $unseen = null ? {} : {'unseen': $unseen}]) %}";

/** What is known of a run that failed; it may not have come far. */
const ended =
  "{% $merge([{'request': $request, 'attempts': $attempt, 'problem': $problem, 'remarks': $remarks}, $run = null ? {} : {'run': $run}, $job = null ? {} : {'job': $job}, $point = null ? {} : {'point': $point}]) %}";

/** What is known of one that went well; a document took no job. */
const wentWell =
  "{% $merge([{'request': $request, 'run': $run, 'point': $point, 'attempts': $attempt, 'remarks': $remarks}, $job = null ? {} : {'job': $job}]) %}";

export const backupMachine = machine({
  Comment: "Makes one recovery point of a class, records it, has it copied, and prunes the class",
  StartAt: "TakeOver",
  // Both jobs to the end of AWS's patience, both looks, what follows, and an hour for all that is around them.
  TimeoutSeconds: (mostAttempts * patienceMs) / 1_000 + 2 * awaitLookSeconds + followUpSeconds + 3_600,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request: {
          class: "{% $states.input.class %}",
          requestedBy: "{% $states.input.requestedBy %}",
        },
        run: null,
        at: null,
        before: null,
        after: null,
        unseen: null,
        job: null,
        point: null,
        attempt: 1,
        remarks: [],
        copies: [],
        prune: null,
        late: [],
        problem: null,
      },
      Next: "Begin",
    },
    Begin: task(begin, {
      with: { class: "{% $request.class %}", requestedBy: "{% $request.requestedBy %}" },
      TimeoutSeconds,
      Assign: {
        run: "{% $states.result.Payload.run %}",
        at: answered("at"),
        unseen: answered("unseen"),
      },
      Retry: patient,
      Catch: [withoutLease, giveUp],
      Next: "MayLook",
    }),
    MayLook: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $run.target = 'configuration' %}", Next: "KeepConfiguration" },
        { Condition: "{% $at = null %}", Next: "StartJob" },
      ],
      Default: "LookBefore",
    },
    // No job of AWS Backup: a document of our own.
    KeepConfiguration: task(keepConfiguration, {
      with: { run },
      TimeoutSeconds,
      Assign: {
        point: "{% $states.result.Payload.point %}",
        ...recorded,
      },
      Retry: patient,
      Catch: [giveUp],
      Next: "End",
    }),
    LookBefore: look("before", "StartJob"),
    StartJob: task(startJob, {
      with: { run, attempt },
      TimeoutSeconds,
      Assign: { job: "{% $states.result.Payload.job %}", wait: 5 },
      Retry: patient,
      Catch: [giveUp],
      Next: "WaitForJob",
    }),
    WaitForJob: waitForJob("LookAtJob"),
    LookAtJob: task(lookAtJob, {
      with: { run, job, attempt },
      TimeoutSeconds,
      Assign: {
        wait: "{% $states.result.Payload.waitSeconds %}",
        point: answered("point"),
        problem: answered("problem"),
        remarks: "{% $states.result.Payload.remarks %}",
      },
      Retry: patient,
      Catch: [giveUp],
      Next: "WhatNow",
    }),
    WhatNow: whatNow({ record: "MayLookAgain", start: "StartJob", wait: "WaitForJob" }),
    MayLookAgain: {
      Type: "Choice",
      Choices: [{ Condition: "{% $before = null %}", Next: "RecordPoint" }],
      Default: "LookAfter",
    },
    LookAfter: look("after", "RecordPoint"),
    RecordPoint: task(recordPoint, {
      with: made,
      TimeoutSeconds,
      Assign: recorded,
      Retry: patient,
      Catch: [giveUp],
      Next: "End",
    }),
    End: task(end, {
      with: wentWell,
      TimeoutSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Copies",
    }),
    ...followingUp,
    Made: {
      Type: "Succeed",
      Output: {
        class: "{% $request.class %}",
        point: "{% $point %}",
        remarks: "{% $append($remarks, $late) %}",
      },
    },
    EndFailed: task(end, {
      with: ended,
      ...endFailed,
    }),
    Failed: failed,
  },
});
