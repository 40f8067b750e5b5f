import { heldServices, holderService } from "@signalbox/core/scaling/hold/holders";
import type { Graph } from "../../../scripts/synth/graph.ts";
import { configOf } from "./config.ts";

/** Names of the ECS services that hold requests, with the service that each stands before. */
export function holders(graph: Graph): ReadonlyMap<string, string> {
  return new Map(heldServices(configOf(graph)).map((name) => [holderService(name), name]));
}
