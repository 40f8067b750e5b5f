import { Graph as Dagre, layout } from "@dagrejs/dagre";
import type { Edge, Graph, Node } from "./graph.ts";
import { skeleton } from "./graph.ts";

export interface PlacedNode extends Node {
  /** Centre, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge extends Edge {
  readonly points: readonly Point[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  /** Of the skeleton only. */
  readonly edges: readonly PlacedEdge[];
}

const height = 34;
const margin = 12;
/** Width of a character of the state's name, and of icon and padding; wide system fonts included. */
const [characterWidth, chrome] = [8.2, 46];

export const widthOf = (name: string): number => Math.round(name.length * characterWidth + chrome);

/** Places states from top to bottom. */
export function layoutOf(graph: Graph): Layout {
  const dagre = new Dagre({ multigraph: true });
  dagre.setGraph({ rankdir: "TB", nodesep: 22, ranksep: 30, marginx: margin, marginy: margin });
  for (const { name } of graph.nodes) dagre.setNode(name, { width: widthOf(name), height });
  const edges = skeleton(graph).filter(({ from, to }) => dagre.hasNode(from) && dagre.hasNode(to));
  for (const [index, { from, to, kind }] of edges.entries())
    dagre.setEdge(from, to, { weight: kind === "next" ? 3 : 1 }, String(index));
  layout(dagre);
  const { width = 0, height: total = 0 } = dagre.graph();
  return {
    width,
    height: total,
    nodes: graph.nodes.map((node) => {
      const { x, y } = dagre.node(node.name);
      return { ...node, x: x ?? 0, y: y ?? 0, width: widthOf(node.name), height };
    }),
    edges: edges.map((edge, index) => ({
      ...edge,
      points: dagre.edge(edge.from, edge.to, String(index))?.points ?? [],
    })),
  };
}

/** A smooth line through the points: curves between the middles of its legs. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return "";
  let path = `M${round(first.x)},${round(first.y)}`;
  for (const [index, point] of rest.slice(0, -1).entries()) {
    const next = rest[index + 1] ?? last;
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${round(point.x)},${round(point.y)} ${round(end.x)},${round(end.y)}`;
  }
  return rest.length === 1 ? `${path}L${round(last.x)},${round(last.y)}` : path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
