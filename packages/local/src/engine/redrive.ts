import type { Frame, Position } from "./frame.ts";

/** What one attempt at a state has left behind, so that the next begins afresh. */
export function forgetAttempt(position: Position): void {
  delete position.attempt;
  delete position.token;
  delete position.items;
  delete position.children;
  delete position.outputs;
}

/**
 * Makes a line that did not succeed ready to go on from the state in which it ended, with retries counted anew; what states
 * before it put out is kept, and so are the branches and iterations that succeeded:
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function makeReady(frame: Frame, previous: number): void {
  frame.previous = previous;
  const { visit } = frame;
  // A Fail state is entered again, as AWS says, where others are taken up.
  if (visit?.type === "Fail") delete frame.visit;
  if (!visit) return;
  visit.retryCount = 0;
  visit.retries = [];
  delete visit.until;
  const { children, outputs = [] } = visit;
  const failed = children?.some((_, index) => !outputs[index]);
  // Where all lines succeeded, the state failed over their results (States.DataLimitExceeded): AWS runs them all again.
  if (!failed) forgetAttempt(visit);
  delete visit.attempt;
  delete visit.token;
  for (const [index, child] of visit.children?.entries() ?? [])
    if (child && !outputs[index]) makeReady(child, previous);
}
