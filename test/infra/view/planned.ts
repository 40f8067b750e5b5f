import { sides } from "@signalbox/core/platform/platform";
import { ownsReplicas } from "@signalbox/core/scaling/places-of";
import type { Graph } from "../../../scripts/synth/graph.ts";
import { configOf, namesIn } from "./config.ts";

/** Names of the ECS services whose number of tasks the planner sets. */
export function plannedServices(graph: Graph): readonly string[] {
  const config = configOf(graph);
  const names = namesIn(graph);
  return Object.keys(config.services)
    .filter((service) => ownsReplicas(config, service))
    .flatMap((service) => [names.onlyService(service), ...sides.map((side) => names.service(service, side))]);
}
