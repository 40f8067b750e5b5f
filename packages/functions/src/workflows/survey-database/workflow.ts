import { lookLambdaSeconds } from "@signalbox/core/backup/run/limits";
import { SurveyRequest } from "@signalbox/core/upgrade/database-survey";
import { defineWorkflow } from "../../step.ts";
import { surveyMachine } from "./machine.ts";
import { survey } from "./steps/survey.ts";

export const surveyDatabase = defineWorkflow({
  name: "survey-database",
  description:
    "Reads from inside the network where a database's migrations are, its schema and what it holds, and of a clone how it answers the statements of the version that serves.",
  input: SurveyRequest,
  triggers: [],
  reaches: "database",
  timeoutSeconds: lookLambdaSeconds,
  machine: surveyMachine,
  steps: [survey],
});
