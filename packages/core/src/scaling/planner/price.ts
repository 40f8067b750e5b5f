import type { PlannerState } from "./state.ts";

/** How fast the price follows: a minute in which all are late weighs as much as three hours in which nobody is. */
const pace = 0.0003;
/** The share of requests that the price aims to have late: the objective's 1 %, less what chance adds to it. */
const aim = 0.0045;
/** How far the price may leave the setting's, either way. */
const [least, most] = [0.15, 5];

/**
 * Closes a minute's tally: being late becomes dearer while more requests are late than may be, and cheaper while fewer are, so that a
 * setting need not fit a service (a step of dual ascent on the objective's Lagrange multiplier).
 */
export function steer(state: PlannerState): void {
  const { tally } = state;
  if (tally.requests > 0) {
    const missed = tally.late / tally.requests / aim - 1;
    state.dearness = Math.min(most, Math.max(least, state.dearness * Math.exp(pace * missed)));
  }
  tally.requests = 0;
  tally.late = 0;
}
