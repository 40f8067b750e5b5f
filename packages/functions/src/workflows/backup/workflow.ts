import { BackupRequest } from "@signalbox/core/backup/run/run";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { awaitJob } from "../../backup/steps/await-job.ts";
import { defineWorkflow } from "../../step.ts";
import { backupMachine } from "./machine.ts";
import { begin } from "./steps/begin.ts";
import { end } from "./steps/end.ts";
import { keepConfiguration } from "./steps/keep-configuration.ts";
import { lookAtJob } from "./steps/look-at-job.ts";
import { lookAtOther } from "./steps/look-at-other.ts";
import { noteLate } from "./steps/note-late.ts";
import { recordPoint } from "./steps/record-point.ts";
import { startJob } from "./steps/start-job.ts";

export const backup = defineWorkflow({
  name: "backup",
  description: "Makes one recovery point of a class, such as database/daily, records it, and has it copied.",
  input: BackupRequest,
  triggers: [onTrigger.person()],
  machine: backupMachine,
  steps: [begin, awaitJob, keepConfiguration, startJob, lookAtJob, recordPoint, end, lookAtOther, noteLate],
});
