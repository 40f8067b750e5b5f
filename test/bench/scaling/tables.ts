import { peers } from "@signalbox/core/scaling/compare/families";
import { hoursAt } from "@signalbox/core/scaling/compare/turn";
import type { Oracle } from "@signalbox/core/scaling/oracle/oracle";
import { ours, steered } from "@signalbox/core/scaling/planner/family";
import type { PolicyFamily } from "@signalbox/core/scaling/policy";
import { alignedTable } from "../table.ts";
import { a, b, c, type Scenario, strange, unturned } from "./scenarios.ts";
import { oracleOf, play, turned } from "./score.ts";
import { ratioText, type Spread, shareText, spreadOf } from "./spread.ts";

const families: readonly PolicyFamily[] = [ours, ...peers];

const oracles = new Map<string, Oracle>();

function oracleIn(scenario: Scenario, seed: number): Oracle {
  const key = `${scenario.name} ${seed}`;
  const found = oracles.get(key) ?? oracleOf(scenario, seed);
  oracles.set(key, found);
  return found;
}

/** Each family at its best knob, by scenario: GPU-hours at 99 % over the oracle's. */
export function compared(seeds: readonly number[]): {
  table: string;
  ratios: readonly (number | undefined)[];
} {
  const scenarios = [a, b, c];
  const rows = families.map((family) => ({
    name: family.name,
    spreads: scenarios.map((scenario): Spread | undefined => {
      const ratios = seeds.map((seed) => {
        const hours = hoursAt(turned(family, scenario, seed));
        return hours === undefined ? Number.NaN : hours / oracleIn(scenario, seed).achievable;
      });
      console.error(`${family.name}, ${scenario.name}: ${ratios.map((one) => one.toFixed(3)).join(" ")}`);
      return ratios.some(Number.isNaN) ? undefined : spreadOf(ratios);
    }),
  }));
  const hours = scenarios.map(
    (scenario) => spreadOf(seeds.map((seed) => oracleIn(scenario, seed).achievable)).mean,
  );
  const bounds = scenarios.map(
    (scenario, index) =>
      spreadOf(seeds.map((seed) => oracleIn(scenario, seed).lowerBound)).mean / (hours[index] ?? 1),
  );
  const table = alignedTable([
    ["GPU-hours at 99 % ÷ oracle", ...scenarios.map(({ name }) => name)],
    ...rows.map(({ name, spreads }) => [
      name,
      ...spreads.map((one) => (one ? ratioText(one) : "never 99 %")),
    ]),
    ["achievable oracle", ...hours.map((one) => `1.00 = ${one.toFixed(0)} h`)],
    ["lower bound", ...bounds.map((one) => one.toFixed(2))],
  ]);
  return { table, ratios: rows[0]?.spreads.map((one) => one?.mean) ?? [] };
}

/** One setting everywhere. */
export function carriedOver(seeds: readonly number[]): { table: string; least: number } {
  const row = (scenario: Scenario) => {
    const runs = seeds.map((seed) => play(scenario, seed, steered));
    const attained = spreadOf(runs.map((run) => run.attainment));
    const ratio = spreadOf(
      runs.map((run, index) => run.gpuHours / oracleIn(scenario, seeds[index] ?? 1).achievable),
    );
    const bad = spreadOf(runs.map((run) => run.badHours)).mean;
    const p99 = spreadOf(runs.map((run) => run.p99Wait)).mean;
    console.error(`${scenario.name}: ${shareText(attained)}, ${ratioText(ratio)}`);
    return {
      attained,
      cells: [scenario.name, shareText(attained), ratioText(ratio), bad.toFixed(1), `${p99.toFixed(1)} s`],
    };
  };
  const rows = unturned.map(row);
  const others = strange.map(row);
  const head = ["the same setting", "in time (worst seed)", "÷ oracle", "hours below 99 %", "p99 wait"];
  return {
    table: alignedTable([head, ...rows.map(({ cells }) => cells), ...others.map(({ cells }) => cells)]),
    least: Math.min(...rows.map(({ attained }) => attained.mean)),
  };
}
