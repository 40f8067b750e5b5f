import type { BackupError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { entryOf } from "./entry.ts";
import type { FoundTable } from "./found.ts";
import type { TableManifest } from "./manifest.ts";

/**
 * At most one finding: fewer rows, more rows, or others. By all rows where the manifest has their digest, else by buckets, else
 * none.
 */
export function* compareTable(table: string, of: TableManifest, there: FoundTable): Generator<Finding> {
  const found = (error: BackupError, what: string): Finding => ({
    error,
    where: table,
    sentence: `The table ${table} ${what}`,
  });
  const { digest } = of;
  if (digest === undefined && of.buckets === undefined) return;
  const all = digest !== undefined;
  const [least, most] = all ? [of.rows, of.rows] : bounds(of);
  const rows = all ? there.rows : sum(Object.values(there.buckets ?? {}).map((bucket) => bucket.rows));
  const which = all ? "rows" : "rows from before its backup";
  const backedUp = least === most ? `${least}` : `${least} to ${most}`;
  if (rows < least) yield found("Backup.TableTruncated", `has ${rows} ${which}, ${backedUp} were backed up.`);
  else if (rows > most)
    yield found("Backup.TableHasMore", `has ${rows} ${which}, ${backedUp} were backed up.`);
  else if (all ? there.digest !== digest : !bucketsFit(of, there))
    yield found("Backup.TableChanged", `has its ${rows} ${which}, but not what was in them: digests differ.`);
}

function bounds({ buckets = {} }: TableManifest): readonly [number, number] {
  const each = Object.values(buckets);
  return [sum(each.map(({ least }) => least)), sum(each.map(({ most }) => most))];
}

function bucketsFit({ buckets = {} }: TableManifest, there: FoundTable): boolean {
  const found = there.buckets ?? {};
  if (Object.keys(found).some((name) => !Object.hasOwn(buckets, name))) return false;
  return Object.entries(buckets).every(([name, { least, most, digest }]) => {
    const { rows, digest: foundDigest } = entryOf(found, name) ?? { rows: 0, digest: undefined };
    return rows >= least && rows <= most && (digest === undefined || foundDigest === digest);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
