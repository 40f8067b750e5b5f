import type { Bounds, Policy, Seen } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";
import { firstMinute, type Switching } from "./break-even.ts";
import { type Moves, movesOf, riskOf } from "./clock-of-change.ts";
import type { Decision } from "./decision.ts";
import { choose, costOf, type FleetAhead, type Leave } from "./fleet-ahead.ts";
import { featuresOf } from "./history.ts";
import { type Quiet, quietOf, withNone } from "./last-replica.ts";
import { quantilesAt } from "./quantile-lines.ts";
import { carriedBy, type WaitObjective } from "./queue-check.ts";
import { startWithin } from "./start-ups.ts";
import { newState, type PlannerState } from "./state.ts";
import { closeMinute, demandOf, takeIn } from "./take-in.ts";
import { worthOf } from "./worth.ts";

export interface PlannerSetting {
  readonly profile: ReplicaProfile;
  readonly bounds: Bounds;
  readonly objective: WaitObjective;
  /** Replica-minutes that a replica-minute of late requests is worth: the one figure that says how dear being late is. */
  readonly price: number;
  /** Whether the price follows what is late. */
  readonly steered: boolean;
  /** Where the least is none: how long nothing must have been asked for before the last replica goes, at least. */
  readonly quietSeconds?: number;
}

/** Minutes looked beyond the first one that a new replica serves. */
const beyond = 10;
/** Minutes in which a queue is to be worked off: as long as there is one, everybody is late. */
const clearing = 1;
/** The share of start-ups that is planned with: one in five takes longer. */
const startShare = 0.8;
/** The share of slots in use from which on it is looked between two minutes. */
const full = 0.98;

/** The planner as a policy; `tell` hears every decision. */
export function planner(
  setting: PlannerSetting,
  tell: (decision: Decision) => void = () => {},
  state = newState(),
): Policy {
  return (seen) => {
    const decision = plan(state, seen, setting);
    if (!decision) return undefined;
    tell(decision);
    return decision.wanted;
  };
}

/** Takes a bin in and decides: every minute, and between them only to add, when requests wait. Changes the state in place. */
export function plan(state: PlannerState, seen: Seen, setting: PlannerSetting): Decision | undefined {
  takeIn(state, seen, setting.profile);
  const minute = Math.floor(seen.at / 60);
  const closes = seen.at % 60 === 0;
  const pressed = seen.waiting > 0 || seen.busy >= full * seen.ready * setting.profile.slots;
  if (!closes && (!pressed || state.history.recent.length === 0)) return undefined;
  const start = startWithin(state.starts, setting.profile.startSeconds, startShare) / 60;
  const switching = { start, drain: setting.profile.drainSeconds / 60 };
  const ahead = Math.round(start) + 1;
  const moves = closes ? closeMinute(state, minute, ahead, seen) : movesOf(state.clock, ahead);
  return decide(state, seen, setting, { moves, switching, ahead, minute, closes });
}

interface Look {
  readonly moves: Moves;
  readonly switching: Switching;
  /** Minutes of a start-up, and one to see. */
  readonly ahead: number;
  readonly minute: number;
  readonly closes: boolean;
}

function decide(state: PlannerState, seen: Seen, setting: PlannerSetting, look: Look): Decision {
  const { moves, switching, ahead, minute, closes } = look;
  const { profile, bounds, objective } = setting;
  const { at, ready, starting } = seen;
  const now = demandOf(state, minute);
  const quantiles = quantilesAt(state.lines, featuresOf(state.history, minute, ahead));
  const [middle, high] = [quantiles[0], quantiles.at(-1)].map((move) => now * Math.exp(move ?? 0));
  const levels = Math.min(bounds.most, Math.max(ready + starting + 2, Math.ceil(2 * (high ?? now)) + 3));
  // What moves earlier than a start-up before can still be answered then.
  const risks = Array.from({ length: firstMinute(switching) + beyond }, (_, to) =>
    riskOf(moves, minute + Math.max(0, to - ahead), minute + to),
  );
  const price = setting.price * (setting.steered ? state.dearness : 1);
  const worth = worthOf(
    { now, quantiles, quiet: state.quiet, risks },
    levels,
    carriedBy(profile.slots, state.service, objective, levels),
    price,
    {
      replicas: (seen.waiting * state.service) / profile.slots / 60 / clearing,
      from: Math.floor(switching.start),
    },
  );
  const expected = state.expected.map((when) => (when - at) / 60);
  const fleet = { worth, switching, ready, starting, expected };
  const leave: Leave = {
    bounds,
    holds: seen.demand ? (closes ? undefined : "break-even") : "blind",
    orders: closes ? "break-even" : "surge",
    stays: state.outage ? "outage" : "break-even",
  };
  const quiet =
    bounds.least === 0 ? quietOf(state, at, switching, price, setting.quietSeconds ?? 0) : undefined;
  const { wanted, because } = quiet ? chooseWithNone(seen, fleet, leave, quiet) : choose(fleet, leave);
  // Of a first one that nobody asks for no more is known than that its start is paid for.
  const oneMore = because === "idle" ? switching.start : wanted < levels ? costOf(fleet, wanted + 1) : 0;
  const oneFewer = wanted > 0 ? -costOf(fleet, wanted) : 0;
  while (state.expected.length < wanted - ready) state.expected.push(at + switching.start * 60);
  const risk = risks[firstMinute(switching)] ?? 0;
  return {
    at,
    wanted,
    ready,
    starting,
    because,
    demand: { now, middle: middle ?? now, high: high ?? now, risk },
    oneMore,
    oneFewer,
    ...(quiet && { quiet }),
  };
}

/** Among one and more it is chosen as ever; whether there is one at all is another question. */
function chooseWithNone(seen: Seen, fleet: FleetAhead, leave: Leave, quiet: Quiet) {
  const chosen = choose(fleet, { ...leave, bounds: { ...leave.bounds, least: 1 } });
  return withNone(chosen, {
    fleet: fleet.ready + fleet.starting,
    asked: seen.waiting > 0 || (seen.demand?.requests ?? 0) > 0,
    free: leave.holds === undefined && leave.stays !== "outage",
    quiet,
  });
}
