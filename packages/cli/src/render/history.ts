import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { sentenceOf } from "../failure.ts";
import { table } from "./table.ts";
import { stopwatch } from "./units.ts";

/** The history of an execution, one event a line: id, time since the first event, type, and what it was about. */
export function renderHistory(events: readonly HistoryEvent[]): string {
  const start = events[0]?.timestamp?.getTime() ?? 0;
  return table(
    ["ID", "TIME", "EVENT", "WHAT"],
    events.map((event) => [
      String(event.id ?? ""),
      stopwatch(((event.timestamp?.getTime() ?? start) - start) / 1000),
      event.type ?? "",
      about(event),
    ]),
  );
}

/** The state, the error with its cause, or the resource that an event names; empty for events that name none. */
export function about(event: HistoryEvent): string {
  const details = detailsOf(event);
  if (typeof details.name === "string") return details.name;
  if (typeof details.error === "string")
    return typeof details.cause === "string"
      ? `${details.error}: ${oneLine(sentenceOf(details.cause))}`
      : details.error;
  if (typeof details.resourceType === "string") return `${details.resourceType}:${String(details.resource)}`;
  return "";
}

/** Each event carries one `…EventDetails`, named after its type. */
export function detailsOf(event: HistoryEvent): Readonly<Record<string, unknown>> {
  for (const [key, value] of Object.entries(event))
    if (key.endsWith("EventDetails") && typeof value === "object" && value !== null) return { ...value };
  return {};
}

const longest = 100;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
