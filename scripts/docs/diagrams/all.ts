import type { Graph } from "../../synth/graph.ts";
import { betweenRegionsDiagram } from "./between-regions.ts";
import { aloneDiagram, callsDiagram } from "./calls.ts";
import { countsByRegion } from "./counts.ts";
import { eventsDiagram } from "./events.ts";
import { listenersDiagram } from "./listeners.ts";
import { namesDiagram } from "./names.ts";
import { networkDiagram } from "./network.ts";
import { reachDiagram } from "./reach.ts";
import { regionsOf } from "./region.ts";
import { schedulesDiagram } from "./schedules.ts";

/** Every diagram of docs/architecture.md by the name between its markers: of the first graph, and of all the counts. */
export function diagrams(
  graphs: readonly [Graph, ...Graph[]],
  order: readonly string[],
): Readonly<Record<string, string>> {
  const regions = regionsOf(graphs[0], order);
  const [primary] = regions;
  if (primary === undefined) throw new Error("a stage without a region has no diagrams");
  return {
    counts: countsByRegion(graphs),
    names: namesDiagram(regions),
    listeners: listenersDiagram(primary),
    network: networkDiagram(primary),
    reach: reachDiagram(primary),
    "between-regions": betweenRegionsDiagram(regions),
    events: eventsDiagram(primary),
    schedules: schedulesDiagram(primary),
    calls: callsDiagram(primary),
    alone: aloneDiagram(primary),
  };
}
