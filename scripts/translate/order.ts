import type { Resource } from "../synth/graph.ts";

/** Resources of one type, those that others of them depend on first; otherwise as they came. */
export function inOrder(resources: readonly Resource[]): Resource[] {
  const waiting = new Map(resources.map((resource) => [resource.urn, resource]));
  const ordered: Resource[] = [];
  const place = (resource: Resource): void => {
    if (!waiting.delete(resource.urn)) return;
    for (const urn of resource.dependencies) {
      const before = waiting.get(urn);
      if (before) place(before);
    }
    ordered.push(resource);
  };
  for (const resource of resources) place(resource);
  return ordered;
}
