import { NamedError } from "../../error.ts";
import type { FoundDatabase, FoundFiles, FoundSequence, FoundTable, Unreadable } from "./found.ts";
import type { DatabaseManifest, FilesManifest } from "./manifest.ts";
import { isUnreadable, unreadableFinding } from "./unreadable.ts";

/** Everything that a reader of a database sees; of a restored one the comparison needs less. */
export interface DatabaseLook extends FoundDatabase {
  readonly bytes: number;
  /** Columns that sequences feed, by sequence. */
  readonly columns: Readonly<Record<string, string>>;
  readonly serverVersion: string;
  readonly schemaVersion: string | undefined;
  readonly transaction: string;
}

/**
 * What of a database is to be found again. Keys that rows break and sequences that are behind already are left out: no restore
 * can mend them. Throws Backup.PageCorrupted or Backup.WrongKey for one that cannot be read itself.
 */
export function databaseManifestOf(look: DatabaseLook): DatabaseManifest {
  const { columns, canaryAt, schemaVersion, serverVersion, bytes, transaction } = look;
  const keys = readable(look.foreignKeys);
  const sequences = readable<FoundSequence>(look.sequences);
  return {
    kind: "database",
    tables: mapped(readable<FoundTable>(look.tables), ({ rows, digest, shape, buckets = {} }) => ({
      rows,
      digest,
      ...(shape !== undefined && { shape }),
      buckets: mapped(buckets, (bucket) => ({
        least: bucket.rows,
        most: bucket.rows,
        digest: bucket.digest,
      })),
    })),
    transaction,
    foreignKeys: Object.keys(keys).filter((key) => keys[key] === 0),
    sequences: Object.fromEntries(
      Object.entries(columns).filter(([name]) => {
        const { next = 0, largest } = sequences[name] ?? {};
        return largest === undefined || next > largest;
      }),
    ),
    extensions: [...look.extensions],
    bytes,
    serverVersion,
    ...(canaryAt !== undefined && { canaryAt: new Date(canaryAt).toISOString() }),
    ...(schemaVersion !== undefined && { schemaVersion }),
  };
}

/** Throws Backup.PageCorrupted or Backup.WrongKey for a file that cannot be read. */
export const filesManifestOf = ({ files }: FoundFiles): FilesManifest => ({
  kind: "files",
  files: readable(files),
});

function readable<T extends object | number>(
  found: Readonly<Record<string, T | Unreadable>>,
): Record<string, T> {
  const all: [string, T][] = [];
  for (const [name, value] of Object.entries(found)) {
    if (isUnreadable(value)) {
      const { error, where, sentence } = unreadableFinding(name, value);
      throw new NamedError(error, `No manifest can be taken: ${sentence}`, { where });
    }
    all.push([name, value]);
  }
  return Object.fromEntries(all);
}

const mapped = <T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
