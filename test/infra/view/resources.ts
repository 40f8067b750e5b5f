import { madeOnce } from "@signalbox/core/made-once";
import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import { at } from "./values.ts";

/** A graph has some thousand, and the promises ask for those of a type some hundred times for each Lambda. */
const byType = madeOnce(({ resources }: Graph) => Map.groupBy(resources, ({ type }) => type));

/** In the graph's order, one type after another. */
export const ofType = (graph: Graph, ...types: readonly string[]): Resource[] =>
  types.flatMap((type) => byType(graph).get(type) ?? []);

/** An input, or what AWS makes of it; `path` goes in with dots. */
export const valueIn = ({ inputs, outputs }: Resource, path: string): unknown =>
  at(inputs, path) ?? at(outputs, path);

export const arnOf = (resource: Resource): string => String(valueIn(resource, "arn") ?? resource.id);

/** The resource's own violation: its region and logical name are in the name already. */
export const wrong = ({ type, name }: Resource, what: string): string =>
  `${type.split(":").at(-1)} ${name} ${what}`;

/** A resource's violation when a condition does not hold. */
export const unless = (condition: boolean, resource: Resource, what: string): string[] =>
  condition ? [] : [wrong(resource, what)];
