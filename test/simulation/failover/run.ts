/**
 * `npm run simulate -- --noise N`: half hours in which nothing was lost, each from its seed, for `decide` alone; `--from SEED` chooses
 * others, `--without GUARD` takes a guard out of the production code first.
 */
import { parseArgs } from "node:util";
import { blocksOf, onAllCores } from "./pool.ts";

const { values } = parseArgs({
  options: {
    noise: { type: "string" },
    from: { type: "string", default: "0" },
    without: { type: "string" },
  },
});

if (values.noise !== undefined) await noise(Number(values.noise));

/** `decide` alone, in half hours in which nothing was lost. */
async function noise(count: number): Promise<void> {
  const began = performance.now();
  const bad: number[] = [];
  let done = 0;
  const blocks = blocksOf({ from: Number(values.from), count }, 2_000);
  await onAllCores<number | undefined>({ task: "noise", without: values.without }, blocks, (found, block) => {
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
