import { levelsOf, type MinuteDemand } from "./demand.ts";
import type { SwitchCost } from "./strict.ts";

/** A plan with the whole future known. */
export interface Plan {
  /** Replicas that are ready in each minute. */
  readonly ready: Uint16Array;
  /** Replica-seconds, with starts and drains. */
  readonly seconds: number;
  /** Requests that are late, if work that finds no replica vanishes. */
  readonly late: number;
}

/**
 * The cheapest plan at a price for each late request: for each level on its own, dynamic programming over on and off, minute by minute.
 * What is on in the first minute was started before it.
 * @param price replica-seconds that a late request is worth; infinite where none may be
 * @param least replicas that are always ready: one, or none
 */
export function pricedPlan(
  demand: MinuteDemand,
  { startSeconds, drainSeconds }: SwitchCost,
  price: number,
  least = 1,
): Plan {
  const minutes = demand.replicas.length;
  const ready = new Uint16Array(minutes).fill(least);
  /** Whether the best way to be on (bit 0) or off (bit 1) after the minute comes from having been the other before it. */
  const turned = new Uint8Array(minutes);
  const lost = new Float64Array(minutes);
  let [seconds, late] = [least * minutes * 60, 0];
  for (let level = least; level < levelsOf(demand); level++) {
    let [on, off] = [0, 0];
    for (let minute = 0; minute < minutes; minute++) {
      const replicas = demand.replicas[minute] ?? 0;
      const over = Math.min(1, Math.max(0, replicas - level));
      const missed = over > 1e-9 ? (over / replicas) * (demand.requests[minute] ?? 0) : 0;
      lost[minute] = missed;
      const [toOn, toOff] = minute === 0 ? [0, 0] : [off + startSeconds, on + drainSeconds];
      turned[minute] = (toOn < on ? 1 : 0) | (toOff < off ? 2 : 0);
      [on, off] = [Math.min(on, toOn) + 60, Math.min(off, toOff) + (missed > 0 ? missed * price : 0)];
    }
    let isOn = on < off;
    for (let minute = minutes - 1; minute >= 0; minute--) {
      if (isOn) {
        ready[minute] = (ready[minute] ?? 0) + 1;
        seconds += 60;
      } else late += lost[minute] ?? 0;
      if (((turned[minute] ?? 0) & (isOn ? 1 : 2)) === 0) continue;
      seconds += isOn ? startSeconds : drainSeconds;
      isOn = !isOn;
    }
  }
  return { ready, seconds, late };
}
