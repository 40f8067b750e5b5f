import type { HistoryEventType } from "@aws-sdk/client-sfn";
import { abandoned } from "./error.ts";
import type { Details } from "./history.ts";
import type { Thread } from "./run.ts";

/** Records an event of a line and returns its id. A line that was given up records nothing more. */
export function record(
  { run, signal }: Thread,
  type: HistoryEventType,
  previousEventId: number,
  details?: Details,
): number {
  if (signal.aborted) throw abandoned;
  return run.history.add(type, previousEventId, details);
}
