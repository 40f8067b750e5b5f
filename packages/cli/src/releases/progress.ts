import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { about, detailsOf } from "../render/history.ts";
import { shorten } from "../render/shorten.ts";

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
 * same again says nothing new and is left out. `start`: when the release began, in milliseconds since 1970; where absent, with
 * the first event.
 */
export function progressReader(start?: number): (events: readonly HistoryEvent[]) => Progress[] {
  let state = "";
  let told = "";
  return (events) =>
    events.flatMap((event): Progress[] => {
      const time = event.timestamp?.getTime() ?? 0;
      start ??= time;
      const { type = "" } = event;
      if (type.endsWith("StateEntered")) state = about(event);
      const answer = answerOf(event, type);
      if (!answer) return [];
      const name = answer.failed ? state : about(event);
      const line = `${name} ${answer.summary} ${answer.weight}`;
      if (line === told) return [];
      told = line;
      return [{ at: (time - start) / 1000, state: name, ...answer }];
    });
}

type Answer = Omit<Progress, "at" | "state">;

function answerOf(event: HistoryEvent, type: string): Answer | undefined {
  // A wait for a token may well end by its time: its exit tells so, and a machine that ends by it fails besides.
  // Of an execution that it waited for, whose own history has told why.
  if (event.taskFailedEventDetails?.resourceType === "states") return undefined;
  if (/Failed$|^Execution(TimedOut|Aborted)$/.test(type)) return { failed: true, summary: about(event) };
  if (type !== "TaskStateExited") return undefined;
  const { output } = detailsOf(event);
  const value: unknown = typeof output === "string" ? JSON.parse(output) : undefined;
  if (typeof value !== "object" || value === null) return { failed: false, summary: "" };
  const fields = Object.entries(value);
  const error = fields.find(([name]) => name === "Error")?.[1];
  if (error === "States.Timeout") return { failed: false, summary: "its time is over" };
  // Caught: the event of the failure has told it.
  if (error !== undefined) return undefined;
  const weight = fields.find(([name]) => name === "weight")?.[1];
  const summary = fields.flatMap(([name, field]) => tell(name, field) ?? []).join(", ");
  return { failed: false, summary, ...(typeof weight === "number" && { weight }) };
}

/** A plain value as `name value`; what only the machine needs (moments, poll intervals, objects) is left out. */
function tell(name: string, field: unknown): string | undefined {
  if (name === "waitSeconds" || name === "weight") return undefined;
  if (typeof field === "number") return field > earliestMoment ? undefined : `${name} ${field}`;
  if (typeof field === "boolean") return `${name} ${field}`;
  if (typeof field !== "string") return undefined;
  return name === "verdict" || name === "sentence" ? field : `${name} ${shorten(field)}`;
}

/** Milliseconds since 1970 of the year 2001: a larger number is a moment. */
const earliestMoment = 1e12;
