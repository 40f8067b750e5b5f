import type { InfraPromise } from "../promise.ts";
import { namesIn } from "../view/config.ts";
import { plannedServices } from "../view/planned.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";

export const plannedReplicas: InfraPromise = {
  name: "where the planner sets the number of tasks, no scaling policy stands beside it",
  check: (graph) => {
    const { cluster } = namesIn(graph);
    const planned = plannedServices(graph).map((name) => `service/${cluster}/${name}`);
    return ofType(graph, "aws:appautoscaling/policy:Policy")
      .filter((one) => planned.some((id) => id === valueIn(one, "resourceId")))
      .map((one) => wrong(one, "would write the number of tasks that the planner writes"));
  },
};
