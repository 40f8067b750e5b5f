import { madeOnce } from "@signalbox/core/made-once";
import { platformOf } from "@signalbox/core/platform/documents";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Graph } from "../../../scripts/synth/graph.ts";
import { namesIn } from "./config.ts";
import { ofType, valueIn } from "./resources.ts";

/** The platform of a region, from the very parameters that its Lambdas will read. Throws where they do not hold one. */
export function platformIn(graph: Graph, region: string): Platform {
  const known = platformsIn(graph);
  const found = known.get(region) ?? read(graph, region);
  known.set(region, found);
  return found;
}

const platformsIn = madeOnce((_: Graph) => new Map<string, Platform>());

function read(graph: Graph, region: string): Platform {
  const parameters = ofType(graph, "aws:ssm/parameter:Parameter")
    .filter((parameter) => parameter.region === region)
    .map((parameter) => ({
      name: String(valueIn(parameter, "name")),
      value: String(valueIn(parameter, "value")),
    }));
  return platformOf(namesIn(graph).platformParameters, parameters);
}
