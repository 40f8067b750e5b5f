import type { Finding } from "../finding.ts";
import { entryOf } from "./entry.ts";
import type { FoundConfiguration } from "./found.ts";
import type { ConfigurationManifest } from "./manifest.ts";
import { isUnreadable, unreadableFinding } from "./unreadable.ts";

/** What of a restored configuration is not as its manifest says, or is refused by this version's schema. */
export function* compareConfiguration(
  manifest: ConfigurationManifest,
  found: FoundConfiguration,
): Generator<Finding> {
  for (const [part, { sha256 }] of Object.entries(manifest.parts)) {
    const there = entryOf(found.parts, part);
    if (there === undefined)
      yield { error: "Backup.PartMissing", where: part, sentence: `The part ${part} is not there.` };
    else if (isUnreadable(there)) yield unreadableFinding(part, there);
    else if (there.sha256 !== sha256)
      yield {
        error: "Backup.PartChanged",
        where: part,
        sentence: `The part ${part} is not what was backed up: its SHA-256 differs.`,
      };
  }
  for (const part of Object.keys(found.parts))
    if (entryOf(manifest.parts, part) === undefined)
      yield {
        error: "Backup.PartChanged",
        where: part,
        sentence: `The part ${part} is there and was not backed up.`,
      };
  for (const problem of found.problems)
    yield {
      error: "Backup.ConfigurationRefused",
      where: `schema ${manifest.schemaVersion}`,
      sentence: `This version's schema refuses what was backed up: ${problem}`,
    };
}
