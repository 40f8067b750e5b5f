/**
 * `npm run bench:judge`: the judge beside its peers on the grid of test/fixtures/delivery/judge-grid.json, its false alarms,
 * cold starts and cost. Seeded: the same figures in every run, apart from the times. `--runs N` and `--alarm-runs N` for a
 * quick look; `--write` updates docs/judge.md.
 */

import { parseArgs } from "node:util";
import { cost } from "./judge/cost.ts";
import { lateRows } from "./judge/late.ts";
import { report } from "./judge/report.ts";
import { coldRows, gridRows, noiseRows, promotionRows } from "./judge/rows.ts";
import { renewPage } from "./page.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "6000" },
    "alarm-runs": { type: "string", default: "20000" },
    write: { type: "boolean" },
  },
});

const levels = [0.2, 1, 10, 100];
const [runs, alarmRuns] = [Number(values.runs), Number(values["alarm-runs"])];
// First, while the memory is small.
const costs = levels.map(cost);
console.error(`grid: ${runs} runs a row`);
const grid = gridRows(runs, alarmRuns);
console.error(`false alarms: ${alarmRuns} runs a row`);
const cold = coldRows(
  levels.flatMap((rps) => [false, true].map((isCold) => ({ rps, times: 1, cold: isCold }))),
  alarmRuns,
);
const sick = coldRows(
  [
    { rps: 1, times: 40, cold: false },
    ...[2, 4, 10, 20, 40].map((times) => ({ rps: 10, times, cold: false })),
    { rps: 100, times: 10, cold: false },
  ],
  runs,
);
const noise = noiseRows(
  [10, 100].flatMap((rps) =>
    (["shared", "own"] as const).map((kind) => ({ rps, times: 1, cold: false, noise: kind })),
  ),
  runs,
);
const promotions = promotionRows(
  levels.flatMap((rps) => [1, 2, 4].map((times) => ({ rps, times, cold: false }))),
  runs,
);
const late = lateRows(
  [10, 100].flatMap((rps) => [1, 2, 4, 10].map((times) => ({ rps, times, cold: false }))),
  runs / 6,
);
const { page, summary } = report({ grid, cold, sick, noise, promotions, late, costs });
console.log(`${page}\n\n${summary}`);
if (values.write) renewPage("judge.md", "bench:judge", `${page}\n\n${summary}`);
