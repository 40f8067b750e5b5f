import type { Partials } from "../partial.ts";

export const partial: Partials<"states"> = {
  CreateActivity: "no tags, no customer keys",
  CreateStateMachine:
    "Standard only, no Express; no tags, logging, tracing, versions or distributed maps; integrations: Lambda, activities, nested executions and the services of this page",
  ListExecutions: "no mapRunArn",
  StartExecution: "Standard machines only",
  UpdateStateMachine: "no logging, tracing, customer keys or versions",
};
