import { useState } from "preact/hooks";
import { now } from "../live/world-time.ts";
import { difference, parsed } from "../logic/difference.ts";
import { clockTime, duration } from "../logic/format.ts";
import type { Graph } from "../logic/graph.ts";
import type { Visit } from "../logic/visits.ts";
import { Badge } from "../parts/badge.tsx";
import { executionAddress } from "../route/route.ts";
import { Problem } from "./problem.tsx";

/** One state: its visits, what it was given and what it made of it, its error. */
export function StatePanel({
  state,
  visits,
  graph,
}: {
  state: string;
  visits: readonly Visit[];
  graph: Graph | undefined;
}) {
  const its = visits.filter((visit) => visit.state === state);
  const [chosen, setChosen] = useState(0);
  const visit = its.find(({ id }) => id === chosen) ?? its.at(-1);
  const node = graph?.nodes.find(({ name }) => name === state);
  return (
    <section class="card state-panel" aria-label="State">
      <header>
        <h2>{state || "No state yet"}</h2>
        {node && <span class="quiet-text">{node.waits ? `${node.type}, waits for a token` : node.type}</span>}
      </header>
      {its.length > 1 && (
        <label class="field">
          <span>Visit</span>
          <select value={visit?.id} onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}>
            {its.map(({ id, entered }, index) => (
              <option key={id} value={id}>
                {index + 1} of {its.length}, {clockTime(entered)}
              </option>
            ))}
          </select>
        </label>
      )}
      {visit ? <VisitDetail visit={visit} /> : <p class="quiet-text">This state was not entered.</p>}
    </section>
  );
}

function VisitDetail({ visit }: { visit: Visit }) {
  const { status, entered, exited, attempts, retries, input, output, error, cause, started } = visit;
  return (
    <>
      <p class="facts">
        <Badge status={status} />
        <span>
          {clockTime(entered)}, {duration((exited ?? now.value) - entered)}
        </span>
        {attempts > 0 && (
          <span>
            {attempts} {attempts === 1 ? "attempt" : "attempts"}
          </span>
        )}
        {retries.length > 0 && <span>{retries.length} retried</span>}
        <a href={`?event=${visit.id}#event-${visit.id}`}>event {visit.id}</a>
      </p>
      {started !== undefined && (
        <p>
          <a href={executionAddress(started)}>Follow the execution that it started</a>
        </p>
      )}
      {error !== undefined && <Problem error={error} cause={cause ?? ""} of={visit.state} />}
      <Data input={input} output={output} />
    </>
  );
}

const marks = { added: "+", removed: "−", changed: "±", same: " " } as const;

function Data({ input, output }: { input: string | undefined; output: string | undefined }) {
  const [all, setAll] = useState(false);
  const [before, after] = [parsed(input), parsed(output)];
  const leaves = difference(before ?? {}, after ?? before ?? {});
  const open = output === undefined;
  const shown = all || open ? leaves : leaves.filter(({ kind }) => kind !== "same");
  return (
    <div class="difference">
      <div class="difference-head">
        <h3>{open ? "Input, without output" : "Input → output"}</h3>
        {!open && (
          <label>
            <input
              type="checkbox"
              checked={all}
              onChange={({ currentTarget }) => setAll(currentTarget.checked)}
            />
            also what is the same
          </label>
        )}
      </div>
      {shown.length === 0 && !open && <p class="quiet-text">Output and input are the same.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul tabIndex={0} aria-label="Differences between input and output">
        {shown.map(({ path, kind, before: was, after: is }) => (
          <li key={path} class={`leaf leaf-${kind}`}>
            <span class="mark" title={kind}>
              {marks[kind]}
            </span>
            <code>{path || "(all)"}</code>
            {was !== undefined && <code class="was">{was}</code>}
            {is !== undefined && kind !== "same" && <code class="is">{is}</code>}
          </li>
        ))}
      </ul>
    </div>
  );
}
