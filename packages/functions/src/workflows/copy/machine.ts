import { copySeconds } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { endFailed, giveUp, orEndFailed, patient, waitForJob, whatNow } from "../../backup/machine.ts";
import { answered, maybe } from "../../machine/answers.ts";
import { failed } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds, waitOf } from "../../release/machine/expressions.ts";
import { begin } from "./steps/begin.ts";
import { copyManifest } from "./steps/copy-manifest.ts";
import { end } from "./steps/end.ts";
import { lookAtCopy } from "./steps/look-at-copy.ts";
import { recordCopy } from "./steps/record-copy.ts";
import { startCopy } from "./steps/start-copy.ts";

const run = "{% $run %}";
const copy = "{% $copy %}";
const attempt = "{% $attempt %}";
const request = "{% $request %}";

export const copyMachine = machine({
  Comment: "Copies one recovery point into another region's vault, and records it",
  StartAt: "TakeOver",
  TimeoutSeconds: copySeconds,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request: {
          class: "{% $states.input.class %}",
          point: "{% $states.input.point %}",
          region: "{% $states.input.region %}",
          requestedBy: "{% $states.input.requestedBy %}",
        },
        run: null,
        job: null,
        copy: null,
        attempt: 1,
        remarks: [],
        problem: null,
      },
      Next: "Begin",
    },
    Begin: task(begin, {
      with: {
        class: "{% $request.class %}",
        point: "{% $request.point %}",
        region: "{% $request.region %}",
        requestedBy: "{% $request.requestedBy %}",
      },
      TimeoutSeconds,
      Assign: { run: "{% $states.result.Payload %}" },
      Retry: patient,
      Catch: [
        {
          // There is no lease of it to give back.
          ErrorEquals: [
            "Backup.AlreadyRunning",
            "Backup.NotCopied",
            "Backup.UnknownClass",
            "Backup.UnknownRegion",
          ],
          Assign: { problem },
          Next: "Failed",
        },
        giveUp,
      ],
      Next: "StartCopy",
    }),
    StartCopy: task(startCopy, {
      with: { run, attempt },
      Assign: {
        job: answered("job"),
        copy: answered("copy"),
        wait: 5,
      },
      ...orEndFailed,
      Next: "IsThere",
    }),
    IsThere: whether("{% $copy != null %}", "CopyManifest", "WaitForCopy"),
    WaitForCopy: waitForJob("LookAtCopy"),
    LookAtCopy: task(lookAtCopy, {
      with: { run, job: "{% $job %}", attempt },
      Assign: {
        ...waitOf,
        copy: answered("copy"),
        problem: answered("problem"),
        remarks: "{% $states.result.Payload.remarks %}",
      },
      ...orEndFailed,
      Next: "WhatNow",
    }),
    WhatNow: whatNow({ record: "CopyManifest", start: "StartCopy", wait: "WaitForCopy" }),
    CopyManifest: task(copyManifest, {
      with: { run, copy },
      ...orEndFailed,
      Next: "RecordCopy",
    }),
    RecordCopy: task(recordCopy, {
      with: { run, copy },
      ...orEndFailed,
      Next: "End",
    }),
    End: task(end, {
      with: { request, run, copy, remarks: "{% $remarks %}" },
      TimeoutSeconds,
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Copied",
    }),
    Copied: { Type: "Succeed", Output: { copy, remarks: "{% $remarks %}" } },
    EndFailed: task(end, {
      with: `{% $merge([{'request': $request, 'problem': $problem, 'remarks': $remarks}, ${maybe("run")}, ${maybe("copy")}]) %}`,
      ...endFailed,
    }),
    Failed: failed,
  },
});
