import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { about, detailsOf } from "../render/history.ts";

/** One thing that happened in a release, worth a line. */
export interface Progress {
  /** Seconds since the execution started. */
  readonly at: number;
  readonly state: string;
  readonly failed: boolean;
  /** The state's answer in short, such as `weight 25, changed true`, or the error. */
  readonly summary: string;
}

/**
 * Reads progress out of a history as it grows: what each task answered and what failed. A poll loop that answers the
 * same again says nothing new and is left out.
 */
export function progressReader(): (events: readonly HistoryEvent[]) => Progress[] {
  let start: number | undefined;
  let state = "";
  const last = new Map<string, string>();
  return (events) =>
    events.flatMap((event): Progress[] => {
      const time = event.timestamp?.getTime() ?? 0;
      start ??= time;
      const { type = "" } = event;
      if (type.endsWith("StateEntered")) state = about(event);
      const failed = type.endsWith("Failed") || type.endsWith("TimedOut") || type === "ExecutionAborted";
      if (!failed && type !== "TaskStateExited") return [];
      const summary = failed ? about(event) : summarise(detailsOf(event).output);
      const name = failed ? state : about(event);
      if (last.get(name) === summary) return [];
      last.set(name, summary);
      return [{ at: (time - start) / 1000, state: name, failed, summary }];
    });
}

/** The plain values of a JSON object, as `name value`. */
function summarise(output: unknown): string {
  if (typeof output !== "string") return "";
  const value: unknown = JSON.parse(output);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return String(value);
  return Object.entries(value)
    .filter(([, field]) => ["string", "number", "boolean"].includes(typeof field))
    .map(([name, field]) => `${name} ${String(field)}`)
    .join(", ");
}
