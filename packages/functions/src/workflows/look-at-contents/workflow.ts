import { LookRequest } from "@signalbox/core/backup/content/look";
import { lookLambdaSeconds } from "@signalbox/core/backup/run/limits";
import { defineWorkflow } from "../../step.ts";
import { lookMachine } from "./machine.ts";
import { lookAtDatabase } from "./steps/look-at-database.ts";
import { lookAtFiles } from "./steps/look-at-files.ts";

export const lookAtContents = defineWorkflow({
  name: "look-at-contents",
  description:
    "Looks from inside the network at all that a database or a bucket holds, changes nothing of it, and writes down what it saw.",
  input: LookRequest,
  triggers: [],
  reaches: "database",
  timeoutSeconds: lookLambdaSeconds,
  machine: lookMachine,
  steps: [lookAtDatabase, lookAtFiles],
});
