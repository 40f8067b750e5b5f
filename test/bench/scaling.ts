/**
 * `npm run bench:scaling`: the planner of GPU replicas beside its peers, each at its best knob, and beside an oracle that knows the
 * future, on 14 days of real traffic; then with one setting everywhere. Seeded: the same figures in every run, apart from the times.
 * The last line holds the ratios of GPU-hours at 99 % to the oracle's, and the lowest attainment with the one setting. `--seeds N` (5);
 * `--write` renews docs/scaling.md and its plot.
 */
import { parseArgs } from "node:util";
import { renewPage } from "./page.ts";
import { decisionTimes } from "./scaling/pace.ts";
import { writePlot } from "./scaling/plot.ts";
import { carriedOver, compared } from "./scaling/tables.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "5" }, write: { type: "boolean" } },
});

const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => 101 + index);
const { table, ratios } = compared(seeds);
const carried = carriedOver(seeds);
const [ratioA, ratioB, ratioC] = ratios.map((one) => one?.toFixed(2) ?? "none");
const summary = `A ${ratioA}, B ${ratioB}, C ${ratioC}, attainment min ${(Math.floor(1000 * carried.least) / 10).toFixed(1)} %`;
const page = `Seeds ${seeds[0]} to ${seeds.at(-1)}: the mean, and the lowest and highest.\n\n${table}\n\n${carried.table}\n\n${decisionTimes()}`;
console.log(`${page}\n\n${summary}`);
if (values.write) {
  writePlot();
  renewPage("scaling.md", "bench:scaling", `${page}\n\n${summary}`);
}
