import type { BusEvent } from "@signalbox/core/console/documents";
import { busEvents } from "../live/documents.ts";
import { CopyCommand } from "../parts/copy-command.tsx";
import { place, setQuery } from "../route/route.ts";

/** What passes over the default buses, newest first. */
export function Events() {
  const { query } = place.value;
  const [source, text] = [query.get("source") ?? "", (query.get("text") ?? "").toLowerCase()];
  const all = busEvents.value;
  const sources = [...new Set(all.map((event) => event.source))].toSorted();
  const shown = all.filter(
    (event) =>
      (source === "" || event.source === source) &&
      (text === "" || JSON.stringify(event).toLowerCase().includes(text)),
  );
  return (
    <>
      <h1>Events</h1>
      <search class="filters">
        <label class="field">
          <span>Source</span>
          <select value={source} onChange={({ currentTarget }) => setQuery({ source: currentTarget.value })}>
            <option value="">all</option>
            {sources.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Text</span>
          <input
            type="search"
            value={query.get("text") ?? ""}
            onInput={({ currentTarget }) => setQuery({ text: currentTarget.value })}
          />
        </label>
      </search>
      {shown.length === 0 ? (
        <section class="empty card">
          <h2>No event {all.length === 0 ? "yet" : "fits"}</h2>
          <p>Put one on the bus:</p>
          <CopyCommand
            command={`aws --endpoint-url ${location.origin} --region us-east-1 events put-events --entries '[{"Source":"my.app","DetailType":"Hello","Detail":"{}"}]'`}
          />
        </section>
      ) : (
        <ol class="events card">
          {shown.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      )}
    </>
  );
}

function Event({ event }: { event: BusEvent }) {
  return (
    <li>
      <details>
        <summary>
          <time dateTime={event.time}>{event.time.slice(11, 19)}</time>
          <span class="event-type">{event.type}</span>
          <span class="event-gist">{gistOf(event.detail)}</span>
          <span class="quiet-text">
            {event.source} {event.region}
          </span>
        </summary>
        <pre>{JSON.stringify(event, undefined, 2)}</pre>
      </details>
    </li>
  );
}

const telling = [
  "group",
  "repository-name",
  "image-tag",
  "alarmName",
  "name",
  "eventName",
  "lastStatus",
  "status",
];

/** The few words of a detail that tell what happened. */
function gistOf(detail: unknown): string {
  if (typeof detail !== "object" || detail === null) return "";
  const all = new Map<string, unknown>(Object.entries(detail));
  const fields = telling.map((name) => all.get(name)).filter((value) => typeof value === "string");
  const state = all.get("state");
  const value: unknown =
    typeof state === "object" && state !== null && "value" in state ? state.value : undefined;
  return [...fields, ...(typeof value === "string" ? [value] : [])].join(" · ");
}
