import type { Visit } from "./visits.ts";

export interface Completed {
  /** The state that a redrive starts from. */
  readonly from: string;
  /** States that were left successfully and are not entered again by the redrive itself, in their order. */
  readonly completed: readonly string[];
}

/** What a redrive does and does not do again: it goes on from the state that did not succeed. */
export function completedStates(visits: readonly Visit[]): Completed {
  const failed = visits.findLast(({ status }) => ["failed", "timed-out", "aborted"].includes(status));
  const done = visits.filter(({ status }) => status === "succeeded" || status === "caught");
  return {
    from: failed?.state ?? "",
    completed: [...new Set(done.map(({ state }) => state))].filter((state) => state !== failed?.state),
  };
}
