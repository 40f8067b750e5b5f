import type { Policy, PolicyFamily } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";
import type { Outcome } from "../simulate/outcome.ts";

/** Of requests, those that are to be served in time. */
export const share = 0.99;

/** A knob's run. */
export interface Turned extends Outcome {
  readonly knob: number;
}

/** Plays a policy over a load. */
export type Play = (make: (profile: ReplicaProfile) => Policy) => Outcome;

/** Runs from the most generous knob on, until one is well below the objective. */
export function turnAll({ knobs, make }: PolicyFamily, play: Play): Turned[] {
  const runs: Turned[] = [];
  for (const knob of knobs) {
    const run = { knob, ...play((profile) => make(knob, profile)) };
    runs.push(run);
    if (run.attainment < share - 0.005) break;
  }
  return runs;
}

/** The cheapest knob that keeps the objective. */
export function best(runs: readonly Turned[]): Turned | undefined {
  return runs.filter((run) => run.attainment >= share).toSorted((x, y) => x.gpuHours - y.gpuHours)[0];
}

/** GPU-hours at exactly the objective: between the cheapest knob that keeps it and the next cheaper one. */
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
