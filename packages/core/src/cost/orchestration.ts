import type { Config } from "../config/config.ts";
import { placesOf, priced, sum } from "./estimate.ts";
import type { Item } from "./item.ts";
import { idleLines } from "./layers/operations.ts";
import type { Registry } from "./registry.ts";
import { runLines } from "./run-lines.ts";
import type { RunUse } from "./run-use.ts";
import { partsOfRelease, runs } from "./runs.ts";
import type { Usage } from "./usage.ts";

/** What one run of a workflow costs for a group, in USD, in the primary region. */
export interface RunCost {
  readonly workflow: string;
  readonly group: string;
  readonly use: RunUse;
  readonly items: readonly Item[];
  readonly total: number;
}

/** What Signalbox itself costs, beside the platform that it works on. */
export interface Orchestration {
  readonly runs: readonly RunCost[];
  /** Workflows of the registry of which no run has been measured. */
  readonly unmeasured: readonly string[];
  /** What a person would ask for that no workflow of the registry does. */
  readonly absent: readonly string[];
  /** A month without a run: tables, schedules, alarms of workflows and functions. */
  readonly idle: { readonly items: readonly Item[]; readonly total: number };
}

/** Workflows that a platform of this kind is expected to have. */
const expected = ["release", "backup", "failover"] as const;

export function orchestration(config: Config, usage: Usage, registry: Registry): Orchestration {
  const places = placesOf(config, usage, registry);
  const known = registry.workflows.map(({ name }) => name);
  return {
    runs: known.flatMap((workflow) => runCosts(workflow, config, usage, registry)),
    unmeasured: known.filter((name) => runs[name] === undefined),
    absent: expected.filter((name) => !known.some((workflow) => workflow.includes(name))),
    idle: total(
      places.flatMap((place) =>
        [...idleLines(place), watchLine(place.registry)].flatMap((line) => priced("operations", place, line)),
      ),
    ),
  };
}

/** Alarms of the Lambdas, the machines and the dead letters: in the table of layers they are under observability. */
function watchLine({ workflows, functions }: Registry) {
  const alarms = 2 * (workflows.length + functions.length) + 2 * workflows.length;
  return { what: "alarms of workflows and functions", quantity: alarms, price: "alarm" as const };
}

/** Only a release takes a policy, and each group has its own; its strategy's machine takes part in it. */
function runCosts(workflow: string, config: Config, usage: Usage, registry: Registry): readonly RunCost[] {
  const measured = runs[workflow];
  const primary = placesOf(config, usage, registry).find((place) => place.primary);
  if (measured === undefined || primary === undefined) return [];
  return Object.entries(config.groups).flatMap(([group, { strategy, policy }]): RunCost[] => {
    if (!partsOfRelease(strategy).includes(workflow)) return [];
    const use = measured({ ...policy, alarms: [] });
    if (use.transitions === 0) return [];
    const lines = runLines(workflow, use, 1, usage);
    return [{ workflow, group, use, ...total(lines.flatMap((line) => priced("operations", primary, line))) }];
  });
}

const total = (items: readonly Item[]) => ({ items, total: sum(items) });
