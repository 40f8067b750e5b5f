import type { Partials } from "../partial.ts";

export const partial: Partials<"events"> = {
  CreateArchive: "no customer keys",
  CreateEventBus: "no partner buses, customer keys, dead-letter queue or logging",
  DescribeArchive: "SizeBytes counts the events' JSON, as AWS's own counting is not published",
  PutEvents: "no global endpoints (EndpointId)",
  PutPermission: "no Condition",
  PutTargets:
    "state machines, functions, topics, queues, log groups and buses as targets; no parameters of other targets (ECS, Kinesis, Batch, HTTP)",
};
