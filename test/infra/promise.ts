import type { Graph } from "../../scripts/synth/graph.ts";

/** Something that holds of every stage. */
export interface InfraPromise {
  /** A sentence. */
  readonly name: string;
  /** What breaks it, each with the name of the resource; empty when it is kept. */
  readonly check: (graph: Graph) => readonly string[] | Promise<readonly string[]>;
}
