import type { Config } from "@signalbox/core/config/config";
import { namesOf } from "@signalbox/core/platform/names";
import { type Entry, PlatformDocument } from "@signalbox/local/deploy/document";
import type { Graph, Resource } from "../synth/graph.ts";
import type { Stage } from "./kind.ts";
import { kinds } from "./kinds.ts";
import { whyNot } from "./not-on-the-laptop.ts";
import { inOrder } from "./order.ts";
import { withReferences } from "./references.ts";

/**
 * What a laptop creates for the stage. Throws an Error that names the resource for a type or a property that is neither
 * translated nor left out on purpose.
 */
export function translate(graph: Graph, config: Config): PlatformDocument {
  const names = namesOf({ name: config.name, stage: graph.stage });
  const stage: Stage = { graph, config, names };
  const unknown = new Map<string, string>();
  for (const { type, name } of graph.resources) if (!isKnown(type)) unknown.set(type, name);
  if (unknown.size > 0) {
    const list = [...unknown].map(([type, name]) => `${type} (${name})`).join(", ");
    throw new Error(
      `nothing says what becomes of ${list} on the laptop: scripts/translate/kinds.ts translates, not-on-the-laptop.ts says why not`,
    );
  }
  const regions = [...new Set([...config.regions.map(({ region }) => region), config.neutralRegion])];
  const primaryFirst = graph.resources.toSorted(
    (one, other) => regions.indexOf(one.region) - regions.indexOf(other.region),
  );
  const resources = new Map<string, Resource>();
  const entries: Entry[] = [];
  for (const kind of kinds)
    for (const resource of inOrder(primaryFirst.filter(({ type }) => type === kind.type))) {
      const made = kind.translate(resource, stage);
      entries.push(...made);
      if (made.length > 0) resources.set(resource.name, resource);
    }
  return PlatformDocument.parse({
    config: graph.stage,
    account: graph.account,
    regions,
    publicBalancer: names.loadBalancer("public"),
    publicHost: config.domain.host,
    parameters: names.platformParameters,
    entries: withReferences(uniqueIds(entries), resources),
  });
}

const isKnown = (type: string): boolean =>
  kinds.some((kind) => kind.type === type) || whyNot(type) !== undefined;

/** Pulumi's names are unique within a type; here they must be in all. */
function uniqueIds(entries: readonly Entry[]): readonly Entry[] {
  const taken = new Set<string>();
  for (const { id } of entries) {
    if (taken.has(id))
      throw new Error(`two resources are named ${id}: give one of them another logical name`);
    taken.add(id);
  }
  return entries;
}
