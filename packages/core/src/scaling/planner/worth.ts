import { logOf } from "./demand-level.ts";
import { quietSurvival, survival } from "./survival.ts";

/** What the planner expects, in replicas and logarithms of them. */
export interface Forecast {
  /** Replicas that the demand keeps busy now. */
  readonly now: number;
  /** Quantiles of the logarithm's move within a start-up, where demand moves (`shares`). */
  readonly quantiles: readonly number[];
  /** The mean of its absolute moves where it only flickers. */
  readonly quiet: number;
  /** For each minute ahead, from 0: the chance that demand has moved in a way that could not be answered in time. */
  readonly risks: readonly number[];
}

/** Of each replica in each minute ahead: how many replica-minutes having it is worth, in requests that it keeps from being late. */
export interface Worth {
  readonly levels: number;
  readonly minutes: number;
  readonly at: (level: number, minute: number) => number;
}

/** Beyond doubt: what works on the demand of now is never let go. */
const indispensable = 1000;

/**
 * The k-th replica decides a minute if demand ends up between k - 1 and k of them: with it everybody is served in time, without it the
 * queue grows and k replicas' requests are late. So it is worth price · k · P(k - 1 < demand ≤ k) (a newsvendor's marginal profit, with
 * the whole stock at stake). A replica is worth at least what the one above it is.
 * @param carried replicas' worth of demand that fleets of each size carry with the objective kept
 * @param price replica-minutes that a replica-minute of late requests is worth
 * @param backlog replicas that work the queue off, from the minute on in which the first new one can be ready
 */
export function worthOf(
  { now, quantiles, quiet, risks }: Forecast,
  levels: number,
  carried: readonly number[],
  price: number,
  backlog: { readonly replicas: number; readonly from: number },
): Worth {
  const minutes = risks.length;
  const worth = new Float64Array(minutes * (levels + 1));
  const plain = chances(0);
  const queued = backlog.replicas > 0 ? chances(backlog.replicas) : plain;
  for (const [minute, risk] of risks.entries()) {
    const { moved, still } = minute >= backlog.from ? queued : plain;
    let [above, beyond] = [0, 0];
    for (let level = levels; level >= 1; level--) {
      if (level === levels) beyond = risk * (moved[level] ?? 0) + (1 - risk) * (still[level] ?? 0);
      const below = risk * (moved[level - 1] ?? 0) + (1 - risk) * (still[level - 1] ?? 0);
      above = Math.max(above, price * level * (below - beyond));
      if ((carried[level] ?? level) <= now) above = Math.max(above, indispensable * beyond);
      worth[minute * (levels + 1) + level] = above;
      beyond = below;
    }
  }
  return { levels, minutes, at: (level, minute) => worth[minute * (levels + 1) + level] ?? 0 };

  /** The chances that demand is more than each number of replicas carries, some of them being busy with the queue. */
  function chances(busy: number): { readonly moved: Float64Array; readonly still: Float64Array } {
    const moved = new Float64Array(levels + 1);
    const still = new Float64Array(levels + 1);
    for (let level = 0; level <= levels; level++) {
      const x = logOf(Math.max(0, (carried[level] ?? level) - busy)) - logOf(now);
      moved[level] = survival(quantiles, x);
      still[level] = quietSurvival(quiet, x);
    }
    return { moved, still };
  }
}
