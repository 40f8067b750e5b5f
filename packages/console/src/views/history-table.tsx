import type { HistoryRecord } from "@signalbox/core/console/documents";
import { useEffect, useState } from "preact/hooks";
import { clockTime, sentenceOf } from "../logic/format.ts";
import { detailsOf } from "../logic/visits.ts";
import { executionAddress, place } from "../route/route.ts";

/** Rows drawn at first; a long poll loop makes thousands. */
const atFirst = 200;

/** The history by AWS's own names of events; each event has an address. */
export function HistoryTable({ arn, events }: { arn: string; events: readonly HistoryRecord[] }) {
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const asked = Number(place.value.query.get("event") ?? Number.NaN);
  const there = events.some(({ id }) => id === asked);
  useEffect(() => {
    if (there) document.getElementById(`event-${asked}`)?.scrollIntoView({ block: "center" });
  }, [there, asked]);
  const sought = text.toLowerCase();
  const fitting = events.filter(
    (event) => sought === "" || `${event.type} ${about(event)}`.toLowerCase().includes(sought),
  );
  const shown = all || there ? fitting : fitting.slice(-atFirst);
  return (
    <section class="card history" aria-labelledby="history-title">
      <header>
        <h2 id="history-title">History</h2>
        <label class="field">
          <span class="visually-hidden">Filter events</span>
          <input
            type="search"
            placeholder="filter events"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
      </header>
      {shown.length < fitting.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          Show the {fitting.length - shown.length} events before
        </button>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="table-frame tall" tabIndex={0} aria-label="History events">
        <table>
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">Time</th>
              <th scope="col">Event</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((event) => (
              <tr key={event.id} id={`event-${event.id}`} class={event.id === asked ? "chosen" : ""}>
                <td>
                  <a href={executionAddress(arn, { event: String(event.id) })}>{event.id}</a>
                </td>
                <td>{clockTime(Date.parse(event.timestamp))}</td>
                <td>{event.type}</td>
                <td class="wrap">{about(event)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** The state, the error with its cause, or the resource that an event names. */
function about(event: HistoryRecord): string {
  const { name, error, cause, resourceType, resource } = detailsOf(event);
  if (typeof name === "string") return name;
  if (typeof error === "string") return typeof cause === "string" ? `${error}: ${sentenceOf(cause)}` : error;
  return typeof resourceType === "string" ? `${resourceType}:${String(resource)}` : "";
}
