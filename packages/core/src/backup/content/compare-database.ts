import type { Finding } from "../finding.ts";
import { compareTable } from "./compare-table.ts";
import { entryOf } from "./entry.ts";
import type { FoundDatabase } from "./found.ts";
import type { DatabaseManifest } from "./manifest.ts";
import { isUnreadable, unreadableFinding } from "./unreadable.ts";

/**
 * What of a restored database is not as its manifest says. Where it was restored to another moment than the manifest's (`exact` is
 * false), rows and digests may differ; that every table, key, sequence and extension is there and fits holds for any moment. Where
 * the manifest is of two moments (`between`), more tables may be there.
 */
export function compareDatabase(
  manifest: DatabaseManifest,
  found: FoundDatabase,
  how: { readonly exact: boolean; readonly between: boolean },
): readonly Finding[] {
  return [
    ...tables(manifest, found, how),
    ...foreignKeys(manifest, found),
    ...sequences(manifest, found),
    ...extensions(manifest, found),
  ];
}

function* tables(
  manifest: DatabaseManifest,
  found: FoundDatabase,
  { exact, between }: { readonly exact: boolean; readonly between: boolean },
): Generator<Finding> {
  for (const [table, of] of Object.entries(manifest.tables)) {
    const there = entryOf(found.tables, table);
    if (there === undefined)
      yield {
        error: "Backup.TableMissing",
        where: table,
        sentence: `The table ${table} with its ${of.rows} rows is not there.`,
      };
    else if (isUnreadable(there)) yield unreadableFinding(table, there);
    else if (exact) yield* compareTable(table, of, there);
  }
  if (!exact || between) return;
  for (const table of Object.keys(found.tables))
    if (!Object.hasOwn(manifest.tables, table))
      yield {
        error: "Backup.TableUnexpected",
        where: table,
        sentence: `The table ${table} was not backed up, and is there.`,
      };
}

function* foreignKeys(manifest: DatabaseManifest, found: FoundDatabase): Generator<Finding> {
  for (const key of manifest.foreignKeys) {
    const orphans = entryOf(found.foreignKeys, key);
    if (orphans === 0) continue;
    if (isUnreadable(orphans)) {
      yield unreadableFinding(key, orphans);
      continue;
    }
    const sentence =
      orphans === undefined
        ? `The foreign key ${key} is not there.`
        : `${orphans} rows break the foreign key ${key}.`;
    yield { error: "Backup.ForeignKeyInvalid", where: key, sentence };
  }
}

function* sequences(manifest: DatabaseManifest, found: FoundDatabase): Generator<Finding> {
  for (const [sequence, column] of Object.entries(manifest.sequences)) {
    const there = entryOf(found.sequences, sequence);
    if (isUnreadable(there)) {
      yield unreadableFinding(sequence, there);
      continue;
    }
    if (there !== undefined && (there.largest === undefined || there.next > there.largest)) continue;
    const sentence =
      there === undefined
        ? `The sequence ${sequence} of ${column} is not there.`
        : `The sequence ${sequence} gives ${there.next} next, and ${column} already has ${there.largest}: the next row is refused.`;
    yield { error: "Backup.SequenceBehind", where: sequence, sentence };
  }
}

function* extensions(manifest: DatabaseManifest, found: FoundDatabase): Generator<Finding> {
  for (const extension of manifest.extensions)
    if (!found.extensions.includes(extension))
      yield {
        error: "Backup.ExtensionMissing",
        where: extension,
        sentence: `The extension ${extension} is not there, and what needs it does not work.`,
      };
}
