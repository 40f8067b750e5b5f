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
  /** Percent of requests that the candidate has from now on, where the state moved traffic. */
  readonly weight?: number;
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
      const answer = failed ? { summary: about(event) } : readAnswer(detailsOf(event).output);
      const name = failed ? state : about(event);
      if (last.get(name) === answer.summary) return [];
      last.set(name, answer.summary);
      return [{ at: (time - start) / 1000, state: name, failed, ...answer }];
    });
}

/** The plain values of a state's output as `name value`, and the weight apart. */
function readAnswer(output: unknown): Pick<Progress, "summary" | "weight"> {
  if (typeof output !== "string") return { summary: "" };
  const value: unknown = JSON.parse(output);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { summary: String(value) };
  const fields = Object.entries(value);
  const summary = fields
    .filter(([, field]) => ["string", "number", "boolean"].includes(typeof field))
    .map(([name, field]) => `${name} ${String(field)}`)
    .join(", ");
  const weight = fields.find(([name]) => name === "weight")?.[1];
  return typeof weight === "number" ? { summary, weight } : { summary };
}
