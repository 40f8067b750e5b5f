// Replays one cell: node test/matrix/replay.ts release/promotion/release-canary/ShiftTraffic/1/lost-reply
import { casesOf, runCase } from "./harness.ts";
import { matrices } from "./matrices.ts";

const [id = ""] = process.argv.slice(2);
const [name, scenarioName] = id.split("/");
const matrix = matrices.find((each) => each.name === name);
const scenario = matrix?.scenarios.find((each) => each.name === scenarioName);
const cells = matrix && scenario ? await casesOf(matrix, scenario) : [];
const cell = cells.find((each) => each.id === id);
if (!matrix || !cell) {
  const known = cells.map((each) => each.id);
  const names =
    known.length > 0
      ? known
      : matrices.flatMap((each) => each.scenarios.map((one) => `${each.name}/${one.name}/…`));
  console.error(`there is no cell ${id}; there are:\n  ${names.join("\n  ")}`);
  process.exit(2);
}
const { end, spared, strikes, violations, story } = await runCase(matrix, cell);
console.log(`${cell.state}, visit ${cell.visit}: ${cell.fault.says}`);
if (spared !== undefined) console.log(`spared: ${spared}`);
for (const line of story) console.log(`  ${line}`);
console.log(`ended in ${end}; the fault struck ${strikes} time(s)`);
for (const violation of violations) console.log(`does not hold: ${violation}`);
process.exitCode = violations.length > 0 ? 1 : 0;
