import { CopyRequest } from "@signalbox/core/backup/run/copy";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { awaitJob } from "../../backup/steps/await-job.ts";
import { defineWorkflow } from "../../step.ts";
import { copyMachine } from "./machine.ts";
import { begin } from "./steps/begin.ts";
import { copyManifest } from "./steps/copy-manifest.ts";
import { end } from "./steps/end.ts";
import { lookAtCopy } from "./steps/look-at-copy.ts";
import { recordCopy } from "./steps/record-copy.ts";
import { startCopy } from "./steps/start-copy.ts";

export const copy = defineWorkflow({
  name: "copy",
  description: "Copies one recovery point into another region's vault, with its manifest, and records it.",
  input: CopyRequest,
  triggers: [onTrigger.person()],
  machine: copyMachine,
  steps: [begin, awaitJob, startCopy, lookAtCopy, copyManifest, recordCopy, end],
});
