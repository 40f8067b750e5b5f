import { useEffect, useState } from "preact/hooks";
import { api } from "../live/api.ts";
import { executions, history } from "../live/documents.ts";
import { now } from "../live/world-time.ts";
import { subjectOf } from "../logic/execution-filter.ts";
import { dayAndTime, duration } from "../logic/format.ts";
import { type Graph, graphOf } from "../logic/graph.ts";
import { visitsOf } from "../logic/visits.ts";
import { attempt } from "../parts/announcer.tsx";
import { Badge } from "../parts/badge.tsx";
import { address, executionAddress, place, setQuery } from "../route/route.ts";
import { ExecutionActions } from "./execution-actions.tsx";
import { GraphView } from "./graph-view.tsx";
import { HistoryTable } from "./history-table.tsx";
import { Problem } from "./problem.tsx";
import { StatePanel } from "./state-panel.tsx";
import { TimelineView } from "./timeline-view.tsx";

/** One execution: the graph with a state beside it, the timeline, the history. */
export function Execution({ arn }: { arn: string }) {
  const graph = useGraph(arn);
  const execution = executions.value.get(arn);
  const { events } = history.value;
  const visits = visitsOf(events);
  const chosen = place.value.query.get("state") ?? visits.at(-1)?.state ?? "";
  const choose = (state: string): void => setQuery({ state });
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  if (!execution)
    return (
      <section class="empty card">
        <h1>{name}</h1>
        <p>The local cloud has no such execution, or not any more.</p>
        <p>
          <a href={address("executions")}>All executions</a>
        </p>
      </section>
    );
  const { started, stopped, status, error, cause } = execution;
  const { image, by, startedBy } = subjectOf(execution.input);
  return (
    <>
      <header class="execution-header">
        <p class="crumbs">
          <a href={address("executions")}>Executions</a> / {execution.machine} / {execution.region}
        </p>
        <h1>{image ?? execution.name}</h1>
        {image && <p class="quiet-text">{execution.name}</p>}
        <p class="facts">
          <Badge status={status} text={status} />
          {by && <span>by {by}</span>}
          {startedBy && <a href={executionAddress(startedBy)}>started by a release</a>}
          <span>{dayAndTime(Date.parse(started))} UTC</span>
          <span>{duration((stopped ? Date.parse(stopped) : now.value) - Date.parse(started))}</span>
          <span>{events.length} events</span>
          {execution.redriveCount > 0 && <span>redriven {execution.redriveCount} ×</span>}
        </p>
        <ExecutionActions execution={execution} visits={visits} events={events} />
      </header>
      {error !== undefined && <Problem error={error} cause={cause ?? ""} of="the execution" />}
      <div class="execution-body">
        {graph && (
          <GraphView
            graph={graph}
            visits={visits}
            current={execution.current}
            chosen={chosen}
            onChoose={choose}
          />
        )}
        <StatePanel state={chosen} visits={visits} graph={graph} />
      </div>
      <TimelineView visits={visits} chosen={chosen} onChoose={choose} />
      <HistoryTable arn={arn} events={events} />
    </>
  );
}

/** The machine of the execution, as it was when it was started. */
function useGraph(arn: string): Graph | undefined {
  const [graph, setGraph] = useState<Graph | undefined>(undefined);
  useEffect(() => {
    setGraph(undefined);
    void attempt(async () => {
      const { definition } = await api.definition(arn);
      setGraph(graphOf(definition));
      return undefined;
    });
  }, [arn]);
  return graph;
}
