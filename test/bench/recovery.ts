/**
 * `npm run bench:recovery`: simulated recoveries in virtual time: a database that is written to all the time is backed up, its point
 * copied and verified, something happens to it, and a person restores it, with random faults all along. Everything follows from
 * the seed: `-- --seed N` replays one with its story. `--runs N` and `--from SEED` choose others; `--write` renews the table of
 * docs/verification.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { betweenMarkers } from "../../scripts/docs/markers.ts";
import { planOf } from "../simulation/recovery/plan.ts";
import { type Recovered, recover } from "../simulation/recovery/play.ts";
import { add, empty, table, wrongIn } from "./recovery/tally.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    from: { type: "string", default: "0" },
    seed: { type: "string" },
    write: { type: "boolean" },
  },
});

if (values.seed !== undefined) replay(await recover(planOf(Number(values.seed))));
else {
  const runs = Number(values.runs);
  let tally = empty;
  const began = performance.now();
  for (let index = 0; index < runs; index++) {
    const recovered = await recover(planOf(Number(values.from) + index));
    tally = { ...add(tally, recovered), seconds: (performance.now() - began) / 1_000 };
    if (wrongIn(recovered).length > 0) replay(recovered);
    if ((index + 1) % 100 === 0) console.error(`${index + 1} of ${runs}, ${tally.seconds.toFixed(0)} s`);
  }
  const page = table(tally);
  console.log(page);
  if (values.write) write(`\n${page}\n`);
}

function replay(recovered: Recovered): void {
  console.log(`\nnpm run bench:recovery -- --seed ${recovered.plan.seed}\n${JSON.stringify(recovered.plan)}`);
  for (const line of recovered.story) console.log(line);
  for (const one of wrongIn(recovered)) console.log(`does not hold: ${one}`);
  if (wrongIn(recovered).length > 0) process.exitCode = 1;
}

function write(content: string): void {
  const page = new URL("../../docs/verification.md", import.meta.url);
  const [open, close] = [
    "<!-- bench:recovery: written by npm run bench:recovery -- --write -->",
    "<!-- /bench:recovery -->",
  ];
  writeFileSync(page, betweenMarkers(readFileSync(page, "utf8"), open, close, content));
}
