import { readdirSync, readFileSync } from "node:fs";
import { Envelope } from "@signalbox/core/backup/events/envelope";

const folder = new URL("../../fixtures/events/", import.meta.url);

/** The events that AWS documents, by file name without its end. */
export const samples: ReadonlyMap<string, unknown> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .map((file) => [file.slice(0, -".json".length), JSON.parse(readFileSync(new URL(file, folder), "utf8"))]),
);

export const sample = (name: string): Envelope => Envelope.parse(structuredClone(samples.get(name)));

/** Whether a sample is about backups. */
export const isAboutBackups = (name: string): boolean =>
  /^(backup-job|copy-job|restore-job|recovery-point|backup-vault|rds)\./.test(name);
