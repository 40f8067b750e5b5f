import { copySeconds } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { answered, endFailed, failed, patient, waitForJob, whatNow } from "../../backup/machine.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { begin } from "./steps/begin.ts";
import { copyManifest } from "./steps/copy-manifest.ts";
import { end } from "./steps/end.ts";
import { lookAtCopy } from "./steps/look-at-copy.ts";
import { recordCopy } from "./steps/record-copy.ts";
import { startCopy } from "./steps/start-copy.ts";

/** Whatever happens while the lease is held: it is written down and the lease given back. */
const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndFailed" } as const;
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
      TimeoutSeconds,
      Assign: {
        job: answered("job"),
        copy: answered("copy"),
        wait: 5,
      },
      Retry: patient,
      Catch: [giveUp],
      Next: "IsThere",
    }),
    IsThere: {
      Type: "Choice",
      Choices: [{ Condition: "{% $copy != null %}", Next: "CopyManifest" }],
      Default: "WaitForCopy",
    },
    WaitForCopy: waitForJob("LookAtCopy"),
    LookAtCopy: task(lookAtCopy, {
      with: { run, job: "{% $job %}", attempt },
      TimeoutSeconds,
      Assign: {
        wait: "{% $states.result.Payload.waitSeconds %}",
        copy: answered("copy"),
        problem: answered("problem"),
        remarks: "{% $states.result.Payload.remarks %}",
      },
      Retry: patient,
      Catch: [giveUp],
      Next: "WhatNow",
    }),
    WhatNow: whatNow({ record: "CopyManifest", start: "StartCopy", wait: "WaitForCopy" }),
    CopyManifest: task(copyManifest, {
      with: { run, copy },
      TimeoutSeconds,
      Retry: patient,
      Catch: [giveUp],
      Next: "RecordCopy",
    }),
    RecordCopy: task(recordCopy, {
      with: { run, copy },
      TimeoutSeconds,
      Retry: patient,
      Catch: [giveUp],
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
      with: "{% $merge([{'request': $request, 'problem': $problem, 'remarks': $remarks}, $run = null ? {} : {'run': $run}, $copy = null ? {} : {'copy': $copy}]) %}",
      ...endFailed,
    }),
    Failed: failed,
  },
});
