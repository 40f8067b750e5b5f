import { check } from "./check.ts";

export const schedulesWithinBounds = check(
  "a schedule asks for no more replicas than the service may have",
  ["services", "inference"],
  function* ({ services, inference }) {
    for (const [name, { owner, schedules }] of Object.entries(inference.services)) {
      const most = services[name]?.scaling.max ?? Number.POSITIVE_INFINITY;
      for (const [schedule, { replicas }] of Object.entries(schedules)) {
        const path = ["inference", "services", name, "schedules", schedule];
        if (owner !== "planner")
          yield {
            path,
            wrong: `AWS's scaling sets the number of ${name}'s tasks, and knows nothing of it`,
            allowed: "none, or the owner planner",
          };
        if (replicas > most)
          yield {
            path: [...path, "replicas"],
            wrong: `${name} never has more than ${most}`,
            allowed: `at most ${most}, or more in services.${name}.scaling.max`,
          };
      }
    }
  },
);
