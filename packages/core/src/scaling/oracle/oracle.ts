import type { ReplicaProfile } from "../profile.ts";
import { binSeconds, binsPerMinute, type Load } from "../simulate/load.ts";
import { serve } from "../simulate/queue.ts";
import { type MinuteDemand, minuteDemand } from "./demand.ts";
import { type Plan, pricedPlan } from "./priced.ts";
import type { SwitchCost } from "./strict.ts";

/** GPU-hours of the cheapest plan with the whole future known, and of a bound that none can beat. */
export interface Oracle {
  /** The least found whose simulated attainment is enough: what a policy is held against. */
  readonly achievable: number;
  /** Below it there is none, even if work that waits too long took no replica's time. */
  readonly lowerBound: number;
  readonly plan: Plan;
}

export interface Objective {
  /** Seconds that a request may wait. */
  readonly seconds: number;
  /** The share that keeps to it, below 1. */
  readonly share: number;
  /** Replicas that there are at least: one unless said, or none. */
  readonly least?: 0 | 1;
}

/** @param switching seconds paid for a start and a drain */
export function oracle(
  load: Load,
  profile: ReplicaProfile,
  switching: SwitchCost,
  objective: Objective,
): Oracle {
  const demand = minuteDemand(load, profile.slots);
  const requests = load.requests.reduce((sum, one) => sum + one, 0);
  const allowed = requests * (1 - objective.share);
  const bound = cheapest(demand, switching, (plan) => plan.late <= allowed, objective.least);
  const found = cheapest(
    demand,
    switching,
    (plan) => lateIn(load, plan, profile, objective.seconds) <= allowed,
    objective.least,
  );
  return {
    // The price's own bound (Lagrange): no plan with so few late requests costs less, whatever the gap between two prices.
    lowerBound: (bound.plan.seconds + bound.price * (bound.plan.late - allowed)) / 3600,
    achievable: found.plan.seconds / 3600,
    plan: found.plan,
  };
}

/** Halves the price, on a scale of logarithms, until the cheapest plan that is good enough is found. */
function cheapest(
  demand: MinuteDemand,
  switching: SwitchCost,
  good: (plan: Plan) => boolean,
  least: 0 | 1 | undefined,
): { plan: Plan; price: number } {
  let [low, high] = [1e-4, 1e5];
  let best = { plan: pricedPlan(demand, switching, Number.POSITIVE_INFINITY, least), price: 0 };
  for (let round = 0; round < 18; round++) {
    const price = Math.sqrt(low * high);
    const plan = pricedPlan(demand, switching, price, least);
    if (good(plan)) {
      if (plan.seconds <= best.plan.seconds) best = { plan, price };
      high = price;
    } else low = price;
  }
  return best;
}

function lateIn({ requests, work }: Load, plan: Plan, { slots }: ReplicaProfile, objective: number): number {
  let [queued, late] = [0, 0];
  for (let bin = 0; bin < requests.length; bin++) {
    const ready = plan.ready[Math.floor(bin / binsPerMinute)] ?? 1;
    const served = serve(queued, work[bin] ?? 0, ready * slots, binSeconds, objective);
    queued = served.queued;
    late += (requests[bin] ?? 0) * served.lateShare;
  }
  return late;
}
