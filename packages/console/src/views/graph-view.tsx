import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Edge, type Graph, takenEdges } from "../logic/graph.ts";
import { type Layout, layoutOf, type PlacedNode, pathOf } from "../logic/layout.ts";
import type { Visit, VisitStatus } from "../logic/visits.ts";
import { meaningOf, type Tone } from "../parts/badge.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";

interface Props {
  readonly graph: Graph;
  readonly visits: readonly Visit[];
  readonly current: readonly string[];
  readonly chosen: string;
  readonly onChoose: (state: string) => void;
}

interface Look {
  readonly tone: Tone | "unvisited";
  readonly icon: IconName;
  readonly words: string;
}

/** The machine with each state as it stands: colour, icon and text. The states are buttons. */
export function GraphView({ graph, visits, current, chosen, onChoose }: Props) {
  const layout = useMemo(() => layoutOf(graph), [graph]);
  const taken = takenEdges(visits);
  const last = new Map(visits.map((visit) => [visit.state, visit]));
  const frame = useFollowing(layout, chosen);
  const count = (state: string): number => visits.filter((visit) => visit.state === state).length;
  return (
    <div class="card graph">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={frame} class="graph-frame" tabIndex={0} aria-label="State graph">
        <div class="graph-canvas" style={{ width: `${layout.width}px`, height: `${layout.height}px` }}>
          <Edges layout={layout} graph={graph} taken={taken} chosen={chosen} />
          {layout.nodes.map((node) => (
            <State
              key={node.name}
              node={node}
              look={lookOf(last.get(node.name)?.status, current.includes(node.name))}
              count={count(node.name)}
              chosen={node.name === chosen}
              onChoose={onChoose}
            />
          ))}
        </div>
      </section>
    </div>
  );
}

/** Keeps the chosen state, which is the present one unless a person chose another, in the middle of the frame. */
function useFollowing(layout: Layout, chosen: string) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = layout.nodes.find(({ name }) => name === chosen);
    const { current } = frame;
    if (!node || !current) return;
    current.scrollTo({ top: node.y - current.clientHeight / 2, left: node.x - current.clientWidth / 2 });
  }, [layout, chosen]);
  return frame;
}

function lookOf(status: VisitStatus | undefined, running: boolean): Look {
  if (running) return { tone: "busy", icon: "running", words: "running" };
  if (status === undefined) return { tone: "unvisited", icon: "dot", words: "not entered" };
  const [tone, icon] = meaningOf(status);
  return { tone, icon, words: status };
}

interface StateProps {
  readonly node: PlacedNode;
  readonly look: Look;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: (state: string) => void;
}

function State({ node, look, count, chosen, onChoose }: StateProps) {
  const { name, type, x, y, width, height } = node;
  return (
    <button
      type="button"
      class={`state state-${type} tone-${look.tone}${look.words === "running" ? " pulsing" : ""}`}
      style={{
        left: `${x - width / 2}px`,
        top: `${y - height / 2}px`,
        width: `${width}px`,
        height: `${height}px`,
      }}
      aria-pressed={chosen}
      title={`${name}: ${type}, ${look.words}`}
      onClick={() => onChoose(name)}
    >
      <Icon name={look.icon} />
      <span>{name}</span>
      <span class="visually-hidden">, {look.words}</span>
      {count > 1 && <span class="visits">{count}×</span>}
    </button>
  );
}

interface EdgesProps {
  readonly layout: Layout;
  readonly graph: Graph;
  readonly taken: ReadonlySet<string>;
  readonly chosen: string;
}

function Edges({ layout, graph, taken, chosen }: EdgesProps) {
  const placed = new Set(layout.edges.map(({ from, to }) => `${from}>${to}`));
  const extra = graph.edges.filter(
    ({ from, to }) => !placed.has(`${from}>${to}`) && (taken.has(`${from}>${to}`) || from === chosen),
  );
  return (
    <svg width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" fill="context-stroke" />
        </marker>
      </defs>
      {layout.edges.map(({ from, to, kind, points }, index) => (
        <path
          key={`${from}>${to}/${index}`}
          class={`edge edge-${kind}${taken.has(`${from}>${to}`) ? " taken" : ""}`}
          d={pathOf(points)}
          marker-end="url(#arrow)"
        />
      ))}
      {extra.map((edge, index) => (
        <path
          key={`${edge.from}>${edge.to}/${index}`}
          class={`edge edge-${edge.kind}${taken.has(`${edge.from}>${edge.to}`) ? " taken" : ""}`}
          d={across(layout, edge)}
          marker-end="url(#arrow)"
        />
      ))}
    </svg>
  );
}

/** A line beside the others, from the side of one state to the side of another. */
function across({ nodes }: Layout, { from, to }: Edge): string {
  const [a, b] = [nodes.find(({ name }) => name === from), nodes.find(({ name }) => name === to)];
  if (!a || !b) return "";
  const side = b.x >= a.x ? 1 : -1;
  const [x1, x2] = [a.x + (side * a.width) / 2, b.x + (side * b.width) / 2];
  const bend = Math.max(x1 * side, x2 * side) * side + side * 28;
  return `M${x1},${a.y}C${bend},${a.y} ${bend},${b.y} ${x2},${b.y}`;
}
