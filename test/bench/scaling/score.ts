import { type Oracle, oracle } from "@signalbox/core/scaling/oracle/oracle";
import type { Policy, PolicyFamily } from "@signalbox/core/scaling/policy";
import { a10g, type ReplicaProfile } from "@signalbox/core/scaling/profile";
import { part } from "@signalbox/core/scaling/simulate/load";
import type { Outcome } from "@signalbox/core/scaling/simulate/outcome";
import { type Setting, simulate } from "@signalbox/core/scaling/simulate/simulate";
import { loadIn, type Scenario, startUpIn } from "./scenarios.ts";

/** Of requests, those that are served in time. */
export const share = 0.99;
/** Seconds that a request may wait. */
const objective = 5;

const profileOf = ({ start }: Scenario): ReplicaProfile => ({ ...a10g, startSeconds: start });

export function play(
  scenario: Scenario,
  seed: number,
  make: (profile: ReplicaProfile) => Policy,
  watch?: Setting["watch"],
): Outcome {
  const profile = profileOf(scenario);
  return simulate(loadIn(scenario, seed), make(profile), {
    profile,
    bounds: { least: 1, most: 200 },
    objective,
    startUp: startUpIn(scenario, seed),
    first: 20,
    scoredFrom: scenario.from,
    ...(watch && { watch }),
  });
}

export function oracleOf(scenario: Scenario, seed: number): Oracle {
  const load = part(loadIn(scenario, seed), scenario.from, scenario.to);
  const profile = profileOf(scenario);
  return oracle(load, profile, profile, { seconds: objective, share });
}

/** A knob's run. */
export interface Turned extends Outcome {
  readonly knob: number;
}

/** Runs from the most generous knob on, until one is well below the objective. */
export function turnAll(family: PolicyFamily, scenario: Scenario, seed: number): Turned[] {
  const runs: Turned[] = [];
  for (const knob of family.knobs) {
    const run = { knob, ...play(scenario, seed, (profile) => family.make(knob, profile)) };
    runs.push(run);
    if (run.attainment < share - 0.005) break;
  }
  return runs;
}

/** The cheapest knob that keeps the objective. */
export function best(runs: readonly Turned[]): Turned | undefined {
  return runs.filter((run) => run.attainment >= share).toSorted((x, y) => x.gpuHours - y.gpuHours)[0];
}

/** GPU-hours at exactly 99 %: between the cheapest knob that keeps it and the next cheaper one. */
export function hoursAt(runs: readonly Turned[]): number | undefined {
  const enough = best(runs);
  if (!enough) return undefined;
  const cheaper = runs
    .filter((run) => run.gpuHours < enough.gpuHours)
    .toSorted((x, y) => y.gpuHours - x.gpuHours)[0];
  if (!cheaper) return enough.gpuHours;
  const way = (share - cheaper.attainment) / (enough.attainment - cheaper.attainment);
  return cheaper.gpuHours + way * (enough.gpuHours - cheaper.gpuHours);
}
