import { Abandoned, EvaluationError, PathError, StatesError } from "./error.ts";
import { record } from "./record.ts";
import type { Visit } from "./visit.ts";

/** AWS's opening of every message about what went wrong inside a state. */
export const whileExecuting = (visit: Visit, message: string): string =>
  `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.position.enteredId}). ${message}`;

/**
 * Makes of whatever was thrown an error that machines see. A failed evaluation is recorded first: AWS chains it to the event
 * before the state was entered, but a result that is no timestamp to the entry (29 and 5 recordings).
 */
export function recordFailure(visit: Visit, error: unknown): StatesError {
  if (error instanceof PathError) return new StatesError(error.error, whileExecuting(visit, error.message));
  if (!(error instanceof EvaluationError)) {
    if (error instanceof StatesError) return error;
    if (error instanceof Abandoned) throw error;
    return new StatesError("States.Runtime", whileExecuting(visit, String(error)));
  }
  const { frame } = visit.thread;
  const cause = whileExecuting(visit, error.message);
  const { enteredId, before } = visit.position;
  frame.previous = record(visit.thread, "EvaluationFailed", error.follows === "entry" ? enteredId : before, {
    evaluationFailedEventDetails: {
      error: "States.QueryEvaluationError",
      cause,
      ...(error.location !== undefined && { location: error.location }),
      state: visit.name,
    },
  });
  return new StatesError("States.QueryEvaluationError", cause);
}
