import { useState } from "preact/hooks";
import { now } from "../live/world-time.ts";
import { duration } from "../logic/format.ts";
import { type Bar, timelineOf } from "../logic/timeline.ts";
import type { Visit } from "../logic/visits.ts";
import { meaningOf } from "../parts/badge.tsx";
import { StretchBar } from "../parts/stretch-bar.tsx";
import { TimeAxis } from "../parts/time-axis.tsx";

interface Props {
  readonly visits: readonly Visit[];
  readonly chosen: string;
  readonly onChoose: (state: string) => void;
}

/** When each state was visited and for how long; a tick is an attempt that failed and was retried. */
export function TimelineView({ visits, chosen, onChoose }: Props) {
  const [waits, setWaits] = useState(true);
  const { start, end, rows } = timelineOf(visits, now.value);
  const shown = waits ? rows : rows.filter(({ type }) => type !== "Wait" && type !== "Choice");
  return (
    <section class="card timeline" aria-labelledby="timeline-title">
      <header>
        <h2 id="timeline-title">Timeline</h2>
        <label>
          <input
            type="checkbox"
            checked={waits}
            onChange={({ currentTarget }) => setWaits(currentTarget.checked)}
          />
          waits and choices
        </label>
      </header>
      <ol>
        <TimeAxis start={start} end={end} labels={6} />
        {shown.map(({ state, bars, total }) => (
          <li key={state} class={state === chosen ? "chosen" : ""}>
            <button
              type="button"
              class="quiet row-name"
              aria-pressed={state === chosen}
              onClick={() => onChoose(state)}
            >
              {state}
            </button>
            <span class="track" role="img" aria-label={tell(state, bars)}>
              {bars.map((bar) => (
                <BarView key={bar.visit.id} bar={bar} />
              ))}
            </span>
            <span class="number">{duration(total)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function BarView({ bar: { visit, left, width, ticks } }: { bar: Bar }) {
  const [tone] = meaningOf(visit.status);
  return <StretchBar tone={`tone-${tone} visit-${visit.type}`} left={left} width={width} ticks={ticks} />;
}

function tell(state: string, bars: readonly Bar[]): string {
  const retries = bars.reduce((sum, { ticks }) => sum + ticks.length, 0);
  const visits = `${bars.length} ${bars.length === 1 ? "visit" : "visits"}`;
  return `${state}: ${visits}${retries > 0 ? `, ${retries} retries` : ""}, last ${bars.at(-1)?.visit.status}`;
}
