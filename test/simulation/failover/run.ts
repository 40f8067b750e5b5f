/**
 * `npm run simulate -- --seeds N`: failovers in virtual time, each from its seed, over the registered workflows and functions, our
 * engine, the real step code and the real lease keeper. `--from SEED` chooses others; `--seed SEED` replays one with its story.
 * `--without GUARD` takes a guard out of the production code first and stops at the first harm. `--noise N`: half hours in which
 * nothing was lost, for `decide` alone.
 */
import { parseArgs } from "node:util";
import type { Played } from "./play.ts";
import { type Block, blocksOf, onAllCores } from "./pool.ts";
import { Tally } from "./tally.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "0" },
    seed: { type: "string" },
    verbose: { type: "boolean" },
    noise: { type: "string" },
    without: { type: "string" },
  },
});

if (values.noise !== undefined) await noise(Number(values.noise));
else if (values.seed !== undefined) await failovers({ from: Number(values.seed), count: 1 });
else await failovers({ from: Number(values.from), count: Number(values.seeds) });

async function failovers(seeds: Block): Promise<void> {
  const tally = new Tally();
  const { without } = values;
  // Of a guard it is to be known after how many seeds it is missed.
  const size = without === undefined ? Math.max(1, Math.min(20, Math.ceil(seeds.count / 8))) : 1;
  const setting = { task: "failover", removable: without !== undefined } as const;
  await onAllCores<Played>(setting, blocksOf({ ...seeds, without }, size), (found) => {
    for (const played of found) {
      tally.add(played);
      if (played.violations.length > 0 || values.verbose || values.seed !== undefined) tell(played);
    }
    if (tally.seeds % 100 < size)
      console.error(`${tally.seeds} of ${seeds.count}, ${tally.violations} violations`);
    // One harm is enough then.
    return without === undefined || tally.violations === 0;
  });
  for (const line of tally.lines()) console.log(line);
  if (tally.violations > 0) process.exitCode = 1;
}

function tell({ plan, violations, story, outcomes }: Played): void {
  const guard = values.without === undefined ? "" : ` --without ${values.without}`;
  console.log(
    `\nnpm run simulate -- --seed ${plan.seed}${guard}: ${plan.incident}, ${outcomes.join(", ") || "no failover"}`,
  );
  for (const { invariant, says } of violations) console.log(`  ${invariant} does not hold: ${says}`);
  if (values.seed !== undefined || values.verbose) for (const line of story) console.log(line);
}

/** `decide` alone, in half hours in which nothing was lost. */
async function noise(count: number): Promise<void> {
  const began = performance.now();
  const bad: number[] = [];
  let done = 0;
  const { without } = values;
  const blocks = blocksOf({ from: Number(values.from), count, without }, 2_000);
  const setting = { task: "noise", removable: without !== undefined } as const;
  await onAllCores<number | undefined>(setting, blocks, (found, block) => {
    for (const [index, at] of found.entries()) if (at !== undefined) bad.push(block.from + index);
    done += found.length;
    if (done % 50_000 === 0) console.error(`${done} of ${count}`);
    return true;
  });
  const seconds = (performance.now() - began) / 1_000;
  for (const seed of bad.slice(0, 10)) console.log(`npm run simulate -- --noise 1 --from ${seed}`);
  console.log(`noise ${count}, failovers ${bad.length}, ${seconds.toFixed(0)} s`);
  if (bad.length > 0) process.exitCode = 1;
}
