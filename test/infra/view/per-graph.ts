import type { Graph } from "../../../scripts/synth/graph.ts";

/** Reads a graph once for all promises that ask: there are as many of them as mutations, and each mutation has a graph of its own. */
export function perGraph<View>(read: (graph: Graph) => View): (graph: Graph) => View {
  const known = new WeakMap<Graph, View>();
  return (graph) => {
    const found = known.get(graph) ?? read(graph);
    known.set(graph, found);
    return found;
  };
}
