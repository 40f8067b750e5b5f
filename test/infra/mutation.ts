import type { Graph, Resource } from "../../scripts/synth/graph.ts";
import type { InfraPromise } from "./promise.ts";

/** A resource that may be changed; what its inputs hold is the graph's own, and is replaced instead. */
export type Draft = { -readonly [Key in keyof Omit<Resource, "inputs">]: Resource[Key] } & {
  inputs: Record<string, unknown>;
};

/** One way of breaking the production graph, and the promise that catches it. */
export interface Mutation {
  /** What somebody did wrong. */
  readonly name: string;
  readonly breaks: InfraPromise;
  readonly mutate: (resources: Draft[]) => void;
}

/** A copy of the graph with the fault in it. What the fault leaves alone is the graph's own, so that views of it are made once for all. */
export function broken({ resources, ...graph }: Graph, { mutate }: Mutation): Graph {
  const drafts: Draft[] = resources.map((one) => ({ ...one, inputs: { ...one.inputs } }));
  const originals = new Map<Draft, Resource>(
    drafts.map((draft, index) => [draft, resources[index] ?? draft]),
  );
  mutate(drafts);
  return {
    ...graph,
    resources: drafts.map((draft) => {
      const original = originals.get(draft);
      return original !== undefined && isUnchanged(draft, original) ? original : draft;
    }),
  };
}

const isUnchanged = ({ inputs, ...draft }: Draft, { inputs: were, ...original }: Resource): boolean =>
  hasSame(draft, original) && hasSame(inputs, were);

function hasSame(one: object, other: object): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.is(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

/** The one resource of that logical name and, where it is given, type; throws where the stacks no longer make it. */
export function the(resources: readonly Draft[], name: string, type = ""): Draft {
  const found = resources.find((one) => one.name === name && one.type.includes(type));
  if (found === undefined) throw new Error(`the stacks make no ${type} ${name} any more`);
  return found;
}

export const without = (resources: Draft[], one: Draft): void => {
  resources.splice(resources.indexOf(one), 1);
};

/** A second of a kind, with other inputs. */
export function another(resources: Draft[], like: Draft, inputs: Record<string, unknown>): void {
  resources.push({
    ...like,
    name: `${like.name}2`,
    id: `${like.id}2`,
    outputs: { ...like.outputs, arn: `${like.outputs.arn}2` },
    inputs: { ...like.inputs, ...inputs },
  });
}

/** Changes a policy that is kept as text. */
export function inPolicy(
  draft: Draft,
  change: (statements: { Action: string[]; Resource: string[] }[]) => void,
): void {
  const policies = structuredClone(draft.inputs.inlinePolicies);
  if (!Array.isArray(policies)) throw new Error(`${draft.name} has no inline policies`);
  const document = JSON.parse(policies[0].policy);
  change(document.Statement);
  policies[0].policy = JSON.stringify(document);
  draft.inputs.inlinePolicies = policies;
}

/** Sets a value deep within the inputs; `path` with dots. */
export function set(draft: Draft, path: string, value: unknown): void {
  const inputs = structuredClone(draft.inputs);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let inner: Record<string, unknown> = inputs;
  for (const key of keys) {
    const next = inner[key];
    if (typeof next !== "object" || next === null) throw new Error(`${draft.name} has no ${path}`);
    inner = Object.assign(next);
  }
  inner[last] = value;
  draft.inputs = inputs;
}

/** Changes the first container of a task definition: the service's own. */
export function inContainer(
  draft: Draft,
  change: (serving: Record<string, unknown>) => Record<string, unknown>,
): void {
  const [serving, ...others] = JSON.parse(String(draft.inputs.containerDefinitions));
  draft.inputs.containerDefinitions = JSON.stringify([change(serving), ...others]);
}
