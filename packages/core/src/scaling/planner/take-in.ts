import type { Seen } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";
import { type Moves, movesOf, riskOf, sawStep } from "./clock-of-change.ts";
import { follow, logOf } from "./demand-level.ts";
import { featuresOf, remember } from "./history.ts";
import { sawQuiet } from "./last-replica.ts";
import { steer } from "./price.ts";
import { learn } from "./quantile-lines.ts";
import { sawStart } from "./start-ups.ts";
import type { PlannerState } from "./state.ts";

/** The share of a new minute in what is known of quiet times. */
const quietPace = 0.003;
/** Demand below this share of the last hour's is traffic that broke off, and not a night that begins. */
const brokenOff = 0.1;
/** Minutes for which it is waited for. */
const patience = 12 * 60;

/** Takes a bin's metrics in: demand, start-ups, and what was expected of those that are starting. */
export function takeIn(state: PlannerState, seen: Seen, profile: ReplicaProfile): void {
  for (const seconds of seen.started) {
    sawStart(state.starts, seconds);
    state.expected.shift();
  }
  state.expected.length = Math.min(state.expected.length, seen.starting);
  sawQuiet(state, seen);
  if (!seen.demand) return;
  state.tally.requests += seen.demand.requests;
  state.tally.late += seen.late;
  follow(state.level, seen.demand.work / seen.seconds / profile.slots);
  if (seen.demand.requests > 0)
    state.service += 0.01 * (seen.demand.work / seen.demand.requests - state.service);
}

/**
 * Closes a minute: learns from the forecast of a start-up ago, and asks the next one. A minute without metrics, or in which traffic had
 * broken off, teaches nothing.
 * @param ahead minutes of a start-up, and one to see
 */
export function closeMinute(state: PlannerState, minute: number, ahead: number, seen: Seen): Moves {
  const log = logOf(demandOf(state, minute));
  const before = state.history.recent.at(-1);
  const teaches = seen.demand !== undefined && !state.outage;
  if (teaches && before !== undefined) sawStep(state.clock, minute, log - before);
  const moves = movesOf(state.clock, ahead);
  while ((state.asked[0]?.minute ?? minute) <= minute - ahead) {
    const asked = state.asked.shift();
    if (!asked || !teaches) continue;
    const move = log - asked.log;
    learn(state.lines, asked.features, move, asked.risk);
    state.quiet += (1 - asked.risk) * quietPace * (Math.min(Math.abs(move), 0.3) - state.quiet);
    state.quiet = Math.max(0.01, state.quiet);
  }
  remember(state.history, minute, log, state.tally.requests);
  steer(state);
  if (teaches) {
    const features = featuresOf(state.history, minute, ahead);
    state.asked.push({ minute, log, features, risk: riskOf(moves, minute, minute + ahead) });
  }
  return moves;
}

/** Replicas that demand keeps busy, or kept busy before traffic broke off. */
export function demandOf(state: PlannerState, minute: number): number {
  const { level, history, outage } = state;
  const usual = outage?.before ?? Math.exp(meanOfLastHour(history.recent));
  const since = outage?.since ?? minute;
  const broken =
    history.recent.length > 0 && usual > 1 && level.value < usual * brokenOff && minute - since < patience;
  state.outage = broken ? { since, before: usual } : undefined;
  return broken ? usual : level.value;
}

function meanOfLastHour(logs: readonly number[]): number {
  const from = Math.max(0, logs.length - 60);
  let sum = 0;
  for (let index = from; index < logs.length; index++) sum += logs[index] ?? 0;
  return sum / Math.max(1, logs.length - from);
}
