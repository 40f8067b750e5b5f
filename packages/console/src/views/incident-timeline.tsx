import type { FailoverRun } from "@signalbox/core/failover/run";
import { now } from "../live/world-time.ts";
import { clockTime, duration, shorten } from "../logic/format.ts";
import { incidentOf, type Stretch } from "../logic/incident.ts";
import { axisOf } from "../logic/timeline.ts";

const tones = {
  evidence: "tone-bad",
  decision: "tone-wait",
  wait: "tone-idle visit-Wait",
  act: "tone-good",
} as const;

/** Evidence, decision and acts below one another, each where it was in time, with what it came to. */
export function IncidentTimeline({ run }: { run: FailoverRun }) {
  const { start, end, lines } = incidentOf(run, now.value);
  const share = (at: number): string => `${(100 * (at - start)) / (end - start)}%`;
  return (
    <div class="timeline incident-timeline">
      <ol aria-label={`Timeline of ${run.run}`}>
        <li class="axis" aria-hidden="true">
          <span />
          <span class="track">
            {axisOf(start, end, 5).map((at) => (
              <span key={at} class="axis-label" style={{ left: share(at) }}>
                {clockTime(at)}
              </span>
            ))}
          </span>
          <span />
        </li>
        {lines.map((line) => (
          <Line key={`${line.name} ${line.from}`} line={line} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line }: { line: Stretch }) {
  const { name, text, from, to, left, width, ticks, kind, running, epoch, actor } = line;
  return (
    <li>
      <span class="row-name">{name}</span>
      <span class="track" aria-hidden="true">
        <span
          class={`visit ${tones[kind]} ${running ? "tone-busy" : ""}`}
          style={{ left: `${100 * left}%`, width: `max(3px, ${100 * width}%)` }}
        />
        {ticks.map((tick) => (
          <span key={tick} class="tick" style={{ left: `${100 * tick}%` }} />
        ))}
      </span>
      <span class="number">{duration(to - from)}</span>
      <span class="incident-text">
        <time dateTime={new Date(from).toISOString()}>{clockTime(from)}</time> {text}
        {epoch !== undefined && <span class="quiet-text"> epoch {epoch}</span>}
        {actor !== undefined && <span class="quiet-text"> by {shorten(actor)}</span>}
      </span>
    </li>
  );
}
