import { mostAttempts, patienceMs } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import {
  endFailed,
  giveUp,
  orEndFailed,
  patient,
  waitForJob,
  whatNow,
  withoutLease,
} from "../../backup/machine.ts";
import { answered, maybe } from "../../machine/answers.ts";
import { failed } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds, waitOf } from "../../release/machine/expressions.ts";
import { followingUp, followUpSeconds } from "./follow-up.ts";
import { awaitLookSeconds, look } from "./look.ts";
import { begin } from "./steps/begin.ts";
import { end } from "./steps/end.ts";
import { keepConfiguration } from "./steps/keep-configuration.ts";
import { lookAtJob } from "./steps/look-at-job.ts";
import { recordPoint } from "./steps/record-point.ts";
import { startJob } from "./steps/start-job.ts";

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
  `{% $merge([{'run': $run, 'point': $point, 'remarks': $remarks}, ${maybe("before")}, ${maybe("after")}, ${maybe("unseen")}]) %}` as const;

/** What is known of a run that failed; it may not have come far. */
const ended =
  `{% $merge([{'request': $request, 'attempts': $attempt, 'problem': $problem, 'remarks': $remarks}, ${maybe("run")}, ${maybe("job")}, ${maybe("point")}]) %}` as const;

/** What is known of one that went well; a document took no job. */
const wentWell =
  `{% $merge([{'request': $request, 'run': $run, 'point': $point, 'attempts': $attempt, 'remarks': $remarks}, ${maybe("job")}]) %}` as const;

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
      Assign: {
        point: "{% $states.result.Payload.point %}",
        ...recorded,
      },
      ...orEndFailed,
      Next: "End",
    }),
    LookBefore: look("before", "StartJob"),
    StartJob: task(startJob, {
      with: { run, attempt },
      Assign: { job: "{% $states.result.Payload.job %}", wait: 5 },
      ...orEndFailed,
      Next: "WaitForJob",
    }),
    WaitForJob: waitForJob("LookAtJob"),
    LookAtJob: task(lookAtJob, {
      with: { run, job, attempt },
      Assign: {
        ...waitOf,
        point: answered("point"),
        problem: answered("problem"),
        remarks: "{% $states.result.Payload.remarks %}",
      },
      ...orEndFailed,
      Next: "WhatNow",
    }),
    WhatNow: whatNow({ record: "MayLookAgain", start: "StartJob", wait: "WaitForJob" }),
    MayLookAgain: whether("{% $before = null %}", "RecordPoint", "LookAfter"),
    LookAfter: look("after", "RecordPoint"),
    RecordPoint: task(recordPoint, {
      with: made,
      Assign: recorded,
      ...orEndFailed,
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
