import type { FailoverRun } from "@signalbox/core/failover/run";
import { now } from "../live/world-time.ts";
import { clockTime, duration, shorten } from "../logic/format.ts";
import { incidentOf, type Stretch } from "../logic/incident.ts";
import { StretchBar } from "../parts/stretch-bar.tsx";
import { TimeAxis } from "../parts/time-axis.tsx";

const tones = {
  evidence: "tone-bad",
  decision: "tone-wait",
  wait: "tone-idle visit-Wait",
  act: "tone-good",
} as const;

/** Evidence, decision and acts below one another, each where it was in time, with what it came to. */
export function IncidentTimeline({ run }: { run: FailoverRun }) {
  const { start, end, lines } = incidentOf(run, now.value);
  return (
    <div class="timeline incident-timeline">
      <ol aria-label={`Timeline of ${run.run}`}>
        <TimeAxis start={start} end={end} labels={5} />
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
        <StretchBar
          tone={`${tones[kind]} ${running ? "tone-busy" : ""}`}
          left={left}
          width={width}
          ticks={ticks}
        />
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
