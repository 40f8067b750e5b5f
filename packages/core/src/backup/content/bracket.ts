import { entryOf } from "./entry.ts";
import type { DatabaseManifest, FilesManifest, Manifest, TableManifest } from "./manifest.ts";

/**
 * One manifest of two, of which the first was taken before a job began and the second after it had ended: writes go on meanwhile,
 * and nobody can say of which moment between the two the point is. It holds what is true of every such moment, so that it never
 * accuses a whole point:
 *
 * - Buckets hold the rows that were written before the first look, and the second look counts those of them that are still
 *   there. PostgreSQL never changes a row, it writes another version with a transaction id of its own; so what is there both
 *   times was there all the time, and of the rest no more than the first look and no less than the second saw. What was written
 *   after the first look is in no bucket, whether it is gone by the second or not: its content is not checked.
 *   Of a table whose columns were changed meanwhile nothing is held but that it is there.
 * - Files that are the same both times.
 * - Tables, keys, sequences and extensions that are there both times.
 *
 * Throws a RangeError for two that do not belong together.
 */
export function bracket(before: Manifest, after: Manifest): Manifest {
  const { run, content } = before;
  const { content: then } = after;
  const whole = { ...before, until: after.takenAt };
  if (run === after.run) {
    if (content.kind === "database" && then.kind === "database" && content.transaction === then.transaction)
      return { ...whole, content: databaseBetween(content, then) };
    if (content.kind === "files" && then.kind === "files")
      return { ...whole, content: filesBetween(content, then) };
  }
  throw new RangeError(`the manifests of ${run} and ${after.run} are not two looks at one thing`);
}

function databaseBetween(before: DatabaseManifest, after: DatabaseManifest): DatabaseManifest {
  return {
    ...before,
    tables: shared(before.tables, after.tables, (first, second) => [tableBetween(first, second)]),
    foreignKeys: before.foreignKeys.filter((key) => after.foreignKeys.includes(key)),
    sequences: shared(before.sequences, after.sequences, (column) => [column]),
    extensions: before.extensions.filter((name) => after.extensions.includes(name)),
  };
}

function tableBetween(
  { rows, shape, buckets: first = {} }: TableManifest,
  after: TableManifest,
): TableManifest {
  // A column that comes or goes changes how rows are hashed, and not who wrote them.
  if (shape !== after.shape) return { rows };
  const buckets = Object.entries(first).map(([name, bucket]) => {
    const { least, digest } = entryOf(after.buckets ?? {}, name) ?? { least: 0 };
    return [name, digest === bucket.digest ? bucket : { least, most: bucket.most }] as const;
  });
  return { rows, buckets: Object.fromEntries(buckets) };
}

const filesBetween = (before: FilesManifest, after: FilesManifest): FilesManifest => ({
  ...before,
  files: shared(before.files, after.files, (file, then) => (file.sha256 === then.sha256 ? [file] : [])),
});

/** Of the names that both have what `keep` says: one value or none. */
function shared<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  keep: (first: T, second: T) => readonly T[],
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, first]) => {
      const second = entryOf(after, name);
      return second === undefined ? [] : keep(first, second).map((value) => [name, value] as const);
    }),
  );
}
