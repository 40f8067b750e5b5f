import { readdirSync, readFileSync } from "node:fs";
import { Envelope } from "./envelope.ts";

const folder = new URL("../../../../../test/fixtures/events/", import.meta.url);

/** The events that AWS documents, by file name without its end. */
export const samples: ReadonlyMap<string, Envelope> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json") && !file.startsWith("cloudwatch-alarm.lambda"))
    .toSorted()
    .map((file) => [
      file.slice(0, -".json".length),
      Envelope.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
    ]),
);

export function sample(name: string): Envelope {
  const found = samples.get(name);
  if (!found) throw new Error(`no sample ${name}`);
  return structuredClone(found);
}

/** Whether a sample is about backups. */
export const isAboutBackups = (name: string): boolean =>
  /^(backup-job|copy-job|restore-job|recovery-point|backup-vault|rds)\./.test(name);
