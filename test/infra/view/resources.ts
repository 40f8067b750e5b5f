import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import { at } from "./values.ts";

export const ofType = ({ resources }: Graph, ...types: readonly string[]): Resource[] =>
  resources.filter(({ type }) => types.includes(type));

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
