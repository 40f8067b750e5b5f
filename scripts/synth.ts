/** `node scripts/synth.ts STAGE…`: what the stages register, as .sst/graphs/STAGE.json, and a count of it. */
import { names } from "@signalbox/config/load";
import { countsTable } from "./synth/counts.ts";
import { installPlatform } from "./synth/platform.ts";
import { synthesise } from "./synth/stage.ts";

await installPlatform();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : names;
try {
  console.log(countsTable(await synthesise(wanted)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
