import { LookRequest } from "@signalbox/core/backup/content/look";
import { lookLambdaSeconds } from "@signalbox/core/backup/run/limits";
import { defineWorkflow } from "../../step.ts";
import { lookMachine } from "./machine.ts";
import { lookAtConfiguration } from "./steps/look-at-configuration.ts";
import { lookAtDatabase } from "./steps/look-at-database.ts";
import { lookAtFiles } from "./steps/look-at-files.ts";

export const lookAtContents = defineWorkflow({
  name: "look-at-contents",
  description:
    "Looks from inside the network at all that a database, a bucket or a document of the configuration holds, changes nothing of it, and writes down what it saw.",
  input: LookRequest,
  triggers: [],
  reaches: "database",
  timeoutSeconds: lookLambdaSeconds,
  machine: lookMachine,
  steps: [lookAtDatabase, lookAtFiles, lookAtConfiguration],
});
