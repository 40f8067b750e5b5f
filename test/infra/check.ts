/** `node test/infra/check.ts STAGE…`: what breaks the promises in the graphs that `npm run synth` wrote last. */
import { readGraph } from "../../scripts/synth/graph.ts";
import { promises } from "./promises.ts";

for (const stage of process.argv.slice(2))
  for (const { name, check } of promises) {
    const violations = await check(readGraph(stage));
    if (violations.length > 0) console.log(`${stage}: ${name} (${violations.length})`);
    for (const violation of violations.slice(0, 5)) console.log(`  ${violation}`);
  }
