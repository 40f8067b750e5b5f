import fc from "fast-check";
import { expect, test } from "vitest";
import { kedaLike } from "../peers/keda-like.ts";
import { targetTracking20, targetTracking60 } from "../peers/target-tracking.ts";
import { a10g } from "../profile.ts";
import { binsPerMinute, type Load } from "../simulate/load.ts";
import { simulate } from "../simulate/simulate.ts";
import type { MinuteDemand } from "./demand.ts";
import { oracle } from "./oracle.ts";
import { pricedPlan } from "./priced.ts";
import { type SwitchCost, strictCost } from "./strict.ts";

const demandOf = (replicas: readonly number[]): MinuteDemand => ({
  replicas: Float64Array.from(replicas),
  requests: Float64Array.from(replicas, (one) => one * 160),
});
const demands = fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 1, maxLength: 40 });
const switches = fc.record({
  startSeconds: fc.integer({ min: 0, max: 600 }),
  drainSeconds: fc.integer({ min: 0, max: 120 }),
});

test("the closed form costs what dynamic programming finds", () => {
  fc.assert(
    fc.property(demands, switches, (replicas, switching) => {
      const demand = demandOf(replicas);
      const plan = pricedPlan(demand, switching, Number.POSITIVE_INFINITY);
      expect(plan.late).toBe(0);
      expect(strictCost(demand, switching)).toBeCloseTo(plan.seconds, 3);
    }),
  );
});

/** Every plan of up to three replicas, one by one. */
function cheapestOfAll(
  demand: MinuteDemand,
  { startSeconds, drainSeconds }: SwitchCost,
  price: number,
): number {
  const minutes = demand.replicas.length;
  let least = Number.POSITIVE_INFINITY;
  for (let code = 0; code < 3 ** minutes; code++) {
    const ready = Array.from({ length: minutes }, (_, minute) => 1 + (Math.floor(code / 3 ** minute) % 3));
    let cost = 0;
    for (const [minute, count] of ready.entries()) {
      const [wanted, before] = [demand.replicas[minute] ?? 0, ready[minute - 1] ?? count];
      const missed = wanted > count ? ((wanted - count) / wanted) * (demand.requests[minute] ?? 0) : 0;
      cost += count * 60 + missed * price;
      cost += count > before ? (count - before) * startSeconds : (before - count) * drainSeconds;
    }
    least = Math.min(least, cost);
  }
  return least;
}

test("no plan at all is cheaper than the one that is found level by level", () => {
  const few = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      few,
      switches,
      fc.double({ min: 0.01, max: 20, noNaN: true }),
      (replicas, switching, price) => {
        const demand = demandOf(replicas);
        const plan = pricedPlan(demand, switching, price);
        expect(plan.seconds + plan.late * price).toBeCloseTo(cheapestOfAll(demand, switching, price), 3);
      },
    ),
    { numRuns: 30 },
  );
});

/** Two hours in which the demand changes every ten minutes. */
const loads = fc
  .array(fc.double({ min: 0.5, max: 8, noNaN: true }), { minLength: 12, maxLength: 12 })
  .map((tens): Load => {
    const work = Float64Array.from(
      { length: 12 * 10 * binsPerMinute },
      (_, bin) => (tens[Math.floor(bin / 60)] ?? 0) * 160,
    );
    return { work, requests: work.map((one) => one / 6) };
  });

test("the bound is below the oracle, the oracle below the plan without a late request, and no policy beats the bound", () => {
  const families = [kedaLike, targetTracking60, targetTracking20];
  const knob = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(loads, knob, fc.constantFrom(...families), (load, index, family) => {
      const policy = family.make(family.knobs[index] ?? 0.5, a10g);
      const outcome = simulate(load, policy, {
        profile: a10g,
        bounds: { least: 1, most: 50 },
        objective: 5,
        startUp: () => 300,
        first: 4,
        scoredFrom: 0,
      });
      const found = oracle(load, a10g, a10g, { seconds: 5, share: Math.min(outcome.attainment, 0.9999) });
      expect(found.lowerBound).toBeLessThanOrEqual(found.achievable + 1e-6);
      expect(found.lowerBound).toBeLessThanOrEqual(outcome.gpuHours + 1e-6);
    }),
    { numRuns: 12 },
  );
});
