import { readdirSync, readFileSync } from "node:fs";

const folder = "test/fixtures/events";
let read: readonly object[] | undefined;

/** The events that AWS documents or that were recorded, one of each kind and outcome, and Signalbox's own. */
export function sampleEvents(): readonly object[] {
  read ??= readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".json"))
    .map((file): object => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")));
  return read;
}
