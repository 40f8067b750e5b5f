import type { Graph, Resource } from "../../synth/graph.ts";

/** What a stage registers in one region, by the last part of Pulumi's type: `Subnet`, `ListenerRule`. */
export interface Region {
  readonly name: string;
  of(...kinds: readonly string[]): readonly Resource[];
}

/** The stage's regions by their names, in that order. */
export function regionsOf(graph: Graph, order: readonly string[]): readonly Region[] {
  return order.map((name) => ({
    name,
    of: (...kinds) =>
      graph.resources.filter(
        ({ type, region }) => region === name && type.startsWith("aws:") && kinds.includes(kindOf(type)),
      ),
  }));
}

const kindOf = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/** An input by its path with dots, or what AWS would answer under that name. */
export function inputOf({ inputs, outputs }: Resource, path: string): unknown {
  return at(inputs, path) ?? at(outputs, path);
}

export const textOf = (resource: Resource, path: string): string => String(inputOf(resource, path) ?? "");

/** The inputs at a path that is a list; none where there is none. */
export const listOf = (resource: Resource, path: string): readonly unknown[] => {
  const value = inputOf(resource, path);
  return Array.isArray(value) ? value : [];
};

export const textsOf = (resource: Resource, path: string): readonly string[] =>
  listOf(resource, path).map(String);

export function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );
}

/** The logical name without the region that it begins with: `UsEast1WakeFunction` is `WakeFunction`. */
export const localName = ({ name }: Resource): string => name.replace(/^([A-Z][a-z]+)+\d/, "");

/** `3 tasks`, `1 task`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
