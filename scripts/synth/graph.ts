import { readFileSync } from "node:fs";

/** One resource as the stacks register it, before any account has seen it. */
export interface Resource {
  /** Pulumi's type, such as `aws:lb/targetGroup:TargetGroup`. */
  readonly type: string;
  /** Logical name, unique within a type. */
  readonly name: string;
  readonly urn: string;
  /** `global` for what has no region, such as a component. */
  readonly region: string;
  /** As the program gave them; what came from other resources is filled in. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What AWS would answer beyond the inputs: ids, ARNs, endpoints. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly id: string;
  /** Logical name of the parent, when it is not the stack. */
  readonly parent?: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** URNs. */
  readonly dependencies: readonly string[];
}

/** All that one stage registers, in the order of type and name. */
export interface Graph {
  readonly stage: string;
  readonly account: string;
  readonly resources: readonly Resource[];
}

export const graphs = ".sst/graphs";

/** The graph that `synthesise` wrote last. */
export function readGraph(stage: string, directory: string = graphs): Graph {
  return JSON.parse(readFileSync(`${directory}/${stage}.json`, "utf8"));
}
