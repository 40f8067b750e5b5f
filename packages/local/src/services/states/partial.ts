import type { Partials } from "../partial.ts";

export const partial: Partials<"states"> = {
  CreateStateMachine:
    "Standard only, no Express; no activities, no tags, no logging; integrations: Lambda, nested executions and the services of this page",
  ListExecutions: "no mapRunArn",
  StartExecution: "Standard machines only",
  UpdateStateMachine: "no logging, tracing or customer keys",
};
