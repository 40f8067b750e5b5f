/**
 * `npm run bench:releases`: simulated releases by all strategies, in virtual time, with random images, faults, aborts and newer
 * releases, and the same over real HTTP under an accelerated clock. Everything follows from a release's seed: `--seed N` replays
 * one with its story (`--factor 30` over real HTTP). `--simulated N`, `--real N` and `--from SEED` choose others; `--write` renews
 * the table of docs/verification.md.
 */
import { parseArgs } from "node:util";
import { planOf } from "../simulation/plan.ts";
import { type Simulated, simulate } from "../simulation/simulate.ts";
import { renewPage } from "./page.ts";
import { add, empty, summary, type Tally, table, wrongIn } from "./releases/tally.ts";

const { values } = parseArgs({
  options: {
    simulated: { type: "string", default: "1000" },
    real: { type: "string", default: "20" },
    from: { type: "string", default: "0" },
    seed: { type: "string" },
    factor: { type: "string" },
    write: { type: "boolean" },
  },
});

/** Seconds of the world in a real one; the answers of some hundred requests under way still come in time. */
const factor = Number(values.factor ?? 30);

if (values.seed !== undefined)
  replay(await simulate(planOf(Number(values.seed)), values.factor === undefined ? {} : { factor }));
else {
  const simulated = await play("simulated", Number(values.simulated));
  const real = await play("real", Number(values.real), factor);
  const page = `${table(simulated, real)}\n\n${summary(simulated, real)}`;
  console.log(page);
  if (values.write) renewPage("verification.md", "bench:releases", page);
}

async function play(kind: string, count: number, speed?: number): Promise<Tally> {
  let tally = empty;
  const began = performance.now();
  for (let index = 0; index < count; index++) {
    const played = await simulate(planOf(Number(values.from) + index), speed ? { factor: speed } : {});
    tally = add(tally, played);
    if (wrongIn(played).length > 0) replay(played);
    if ((index + 1) % (speed ? 1 : 50) === 0)
      console.error(`${kind} ${index + 1} of ${count}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return { ...tally, seconds: (performance.now() - began) / 1000 };
}

function replay(played: Simulated): void {
  const { plan, story } = played;
  console.log(`\nnpm run bench:releases -- --seed ${plan.seed}\n${JSON.stringify(plan)}`);
  for (const line of story) console.log(line);
  for (const one of wrongIn(played)) console.log(`does not hold: ${one}`);
  if (wrongIn(played).length > 0) process.exitCode = 1;
}
