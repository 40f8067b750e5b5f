import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Input, Output } from "../service.ts";
import { pageOf } from "./constraint.ts";

/** A page of a history, oldest first unless asked otherwise. */
export function readHistory(
  events: readonly HistoryEvent[],
  input: Input<"states", "GetExecutionHistory">,
): Output<"states", "GetExecutionHistory"> {
  const ordered = input.reverseOrder ? events.toReversed() : events;
  const { items, nextToken } = pageOf(ordered, input);
  const shown = input.includeExecutionData === false ? items.map(withoutData) : items;
  return { events: shown, ...(nextToken && { nextToken }) };
}

const data = new Set([
  "input",
  "inputDetails",
  "output",
  "outputDetails",
  "parameters",
  "assignedVariables",
  "assignedVariablesDetails",
]);

function withoutData(event: HistoryEvent): HistoryEvent {
  const entries = Object.entries(event).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === "object" && value !== null && !(value instanceof Date)
      ? Object.fromEntries(Object.entries(value).filter(([member]) => !data.has(member)))
      : value,
  ]);
  return Object.fromEntries(entries) as unknown as HistoryEvent; // the same event with optional members left out
}
