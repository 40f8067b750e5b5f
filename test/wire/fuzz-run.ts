// `npm run fuzz [count] [seed]`: malformed requests against the whole cloud; one line at the end, exit code 1 on a failure.
import { fuzzCloud } from "./fuzz/cloud.ts";

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const start = performance.now();
const { failures, answered } = await fuzzCloud(count, seed);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
for (const failure of failures) console.error(failure);
const { refused, notImplemented, accepted } = answered;
console.log(
  `${refused + notImplemented + accepted} requests of seed ${seed} in ${seconds} s: ${refused} refused, ${notImplemented} not implemented, ${accepted} accepted, ${failures.length} failures`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
