import type { Bounds } from "../policy.ts";
import { firstMinute, type Standing, type Switching, waysOf } from "./break-even.ts";
import type { Because } from "./decision.ts";
import type { Worth } from "./worth.ts";

/** The fleet that there is, and what each replica of it and beyond it will be worth. */
export interface FleetAhead {
  readonly worth: Worth;
  readonly switching: Switching;
  readonly ready: number;
  readonly starting: number;
  /** Minutes until each that is starting is ready. */
  readonly expected: readonly number[];
}

/** What may be done at this moment. */
export interface Leave {
  readonly bounds: Bounds;
  /** Why nothing may be let go now, if so. */
  readonly holds: Because | undefined;
  /** What an order is called: a surge between two full minutes. */
  readonly orders: Because;
  /** What a decision at the break-even is called: an outage where the demand is one of before. */
  readonly stays: Because;
}

/** Replica-minutes that having the k-th replica costs beyond what it is worth. */
export function costOf(fleet: FleetAhead, level: number): number {
  const { worth, switching, ready, starting, expected } = fleet;
  const ordered: Standing = { first: firstMinute(switching), ready: 0, enter: switching.start, leave: 0 };
  const had: Standing = {
    first: 1,
    ready: level > ready ? (expected[level - ready - 1] ?? switching.start) : 0,
    enter: 0,
    leave: level > ready ? 0 : switching.drain,
  };
  const { having, not } = waysOf(worth, level, level > ready + starting ? ordered : had, switching);
  return having - not;
}

/** Adds replicas while the next one pays, or else lets go while the last one does not. */
export function choose(
  fleet: FleetAhead,
  { bounds, holds, orders, stays }: Leave,
): { wanted: number; because: Because } {
  const all = fleet.ready + fleet.starting;
  let wanted = all;
  while (wanted < fleet.worth.levels && costOf(fleet, wanted + 1) < 0) wanted++;
  if (wanted > all)
    return wanted >= bounds.most ? { wanted: bounds.most, because: "most" } : { wanted, because: orders };
  if (holds) return { wanted: all, because: holds };
  while (wanted > bounds.least && costOf(fleet, wanted) > 0) wanted--;
  if (wanted <= bounds.least) return { wanted: bounds.least, because: "least" };
  return { wanted: Math.min(wanted, bounds.most), because: stays };
}
