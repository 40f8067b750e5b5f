import type { Seen } from "../policy.ts";
import type { Switching } from "./break-even.ts";
import type { Because } from "./decision.ts";
import type { PlannerState } from "./state.ts";

/** For how long nothing has been asked for, and how long it has to be before the last replica goes. Seconds. */
export interface Quiet {
  readonly seconds: number;
  readonly enough: number;
}

/** Takes a bin in: what is unknown, or not held by anybody, was not quiet. */
export function sawQuiet(state: PlannerState, { at, seconds, demand, unheld, waiting, busy }: Seen): void {
  if (!demand || unheld || demand.requests > 0 || waiting > 0 || busy > 0) state.quietSince = at;
  else state.quietSince ??= at - seconds;
}

/**
 * A replica that waits costs its time; one that went costs a start that serves nobody, and makes whoever comes next wait through it, at the
 * price of late requests. Who does not know when that will be pays at most twice what is best if he waits until both are even (ski
 * rental: Karlin, Manasse, Rudolph and Sleator 1988). The price rises with every wait, so that what goes to zero too often stays longer.
 * @param price replica-minutes that a replica-minute of late requests is worth
 */
export function quietOf(
  { quietSince }: PlannerState,
  at: number,
  { start, drain }: Switching,
  price: number,
  leastSeconds: number,
): Quiet {
  const enough = Math.max(leastSeconds, (start * (1 + price) + drain) * 60);
  return { seconds: quietSince === undefined ? 0 : at - quietSince, enough };
}

interface Choice {
  readonly wanted: number;
  readonly because: Because;
}

/** How a service that may have no replica stands. */
export interface LastStand {
  /** Ready and starting. */
  readonly fleet: number;
  /** Whether somebody asks for something. */
  readonly asked: boolean;
  /** Whether this is a moment at which the last one may go: a full minute with metrics, and no outage of traffic. */
  readonly free: boolean;
  readonly quiet: Quiet;
}

/** From none, one request is enough; to none, only after quiet. Forecasts of so little say nothing, so that they order no first replica. */
export function withNone(chosen: Choice, { fleet, asked, free, quiet }: LastStand): Choice {
  if (fleet === 0) {
    if (asked) return { wanted: Math.max(1, chosen.wanted), because: "held" };
    return { wanted: 0, because: chosen.because === "blind" ? "blind" : "idle" };
  }
  if (chosen.wanted > 1) return chosen;
  if (free && quiet.seconds >= quiet.enough) return { wanted: 0, because: "idle" };
  return {
    wanted: 1,
    because: chosen.because === "blind" || chosen.because === "outage" ? chosen.because : "rest",
  };
}
