import type { Partials } from "../partial.ts";

export const partial: Partials<"states"> = {
  CreateActivity: "no tags, no customer keys",
  CreateStateMachine:
    "distributed maps over their input alone, without ItemReader, ItemBatcher, ResultWriter, tolerated failures and map run operations; no customer keys; the logging and tracing configurations are kept and shown, no log or trace is written; integrations: Lambda, activities, nested executions and the services of this page",
  ListExecutions: "no mapRunArn",
  StartExecution: "of an Express machine nothing is kept, nor logged",
  TagResource: "machines only, no activities",
  UpdateStateMachine: "no customer keys; logging and tracing as for CreateStateMachine",
};
