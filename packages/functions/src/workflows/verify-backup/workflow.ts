import { VerifyRequest } from "@signalbox/core/backup/run/verification";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { awaitJob } from "../../backup/steps/await-job.ts";
import { lookAtBeside } from "../../restore/steps/look-at-beside.ts";
import { removeBeside } from "../../restore/steps/remove-beside.ts";
import { restoreBeside } from "../../restore/steps/restore-beside.ts";
import { defineWorkflow } from "../../step.ts";
import { verifyBackupMachine } from "./machine.ts";
import { begin } from "./steps/begin.ts";
import { compare } from "./steps/compare.ts";
import { end } from "./steps/end.ts";
import { record } from "./steps/record.ts";

export const verifyBackup = defineWorkflow({
  name: "verify-backup",
  description:
    "Restores a recovery point beside what serves, compares it with its manifest, measures it, and removes it again.",
  input: VerifyRequest,
  triggers: [onTrigger.person()],
  machine: verifyBackupMachine,
  steps: [begin, awaitJob, restoreBeside, lookAtBeside, compare, record, removeBeside, end],
});
