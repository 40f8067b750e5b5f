import { names } from "@signalbox/config/load";
import { countsTable } from "../../scripts/synth/counts.ts";
import { installPlatform } from "../../scripts/synth/platform.ts";
import { synthesise } from "../../scripts/synth/stage.ts";

/** Runs once before the project's tests: the graph of every stage that the configuration knows, examples included. */
export async function setup(): Promise<void> {
  await installPlatform();
  console.log(`\nResources by stage and region\n${countsTable(await synthesise(names))}\n`);
}
