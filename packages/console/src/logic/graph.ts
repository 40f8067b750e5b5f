/** A state machine as a graph. Edges say what leads along them. */
export interface Node {
  readonly name: string;
  /** ASL's type, or Start. */
  readonly type: string;
  /** Waits for a task token: a bake, a gate. */
  readonly waits: boolean;
}

export type EdgeKind = "next" | "choice" | "catch" | "branch";

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label: string;
}

export interface Graph {
  readonly start: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a definition in ASL, JSONata or JSONPath; states of branches and item processors stand beside the others. */
export function graphOf(definition: object): Graph {
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  const start = readFlow(fieldsOf(definition), nodes, edges);
  return { start, nodes, edges };
}

function readFlow(flow: Fields, nodes: Node[], edges: Edge[]): string {
  for (const [name, value] of Object.entries(fieldsOf(flow.States))) {
    const state = fieldsOf(value);
    const resource = textOf(state.Resource);
    nodes.push({ name, type: textOf(state.Type), waits: resource.endsWith(".waitForTaskToken") });
    edges.push(...edgesOf(name, state));
    const inner = [...listOf(state.Branches), ...[state.ItemProcessor ?? state.Iterator].filter(Boolean)];
    for (const branch of inner)
      edges.push({ from: name, to: readFlow(fieldsOf(branch), nodes, edges), kind: "branch", label: "" });
  }
  return textOf(flow.StartAt);
}

function* edgesOf(from: string, state: Fields): Generator<Edge> {
  if (typeof state.Next === "string") yield { from, to: state.Next, kind: "next", label: "" };
  for (const rule of listOf(state.Choices).map(fieldsOf))
    yield { from, to: textOf(rule.Next), kind: "choice", label: conditionOf(rule) };
  if (typeof state.Default === "string")
    yield { from, to: state.Default, kind: "choice", label: "otherwise" };
  for (const catcher of listOf(state.Catch).map(fieldsOf))
    yield { from, to: textOf(catcher.Next), kind: "catch", label: listOf(catcher.ErrorEquals).join(", ") };
}

const conditionOf = ({ Condition, Variable }: Fields): string =>
  textOf(Condition ?? Variable)
    .replaceAll(/\{%|%\}/g, "")
    .trim();

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? { ...value } : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * The edges that give the picture its shape: the way on, and one catch for each state that only a catch leads to. All
 * others would only cross the picture; they are drawn when they were taken, or when their state is chosen.
 */
export function skeleton({ start, edges }: Graph): Edge[] {
  const plain = edges.filter(({ kind }) => kind !== "catch");
  const reached = new Set([start, ...plain.map(({ to }) => to)]);
  const rescued = edges.filter(({ kind, to }) => {
    if (kind !== "catch" || reached.has(to)) return false;
    reached.add(to);
    return true;
  });
  return [...plain, ...rescued];
}

/** The pairs of states that were entered one after the other, as `from>to`. */
export function takenEdges(visits: readonly { readonly state: string }[]): ReadonlySet<string> {
  return new Set(visits.slice(1).map(({ state }, index) => `${visits[index]?.state}>${state}`));
}
