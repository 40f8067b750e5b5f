import { createHash } from "node:crypto";
import type { FoundSequence, FoundTable, Unreadable } from "@signalbox/core/backup/content/found";
import type { DatabaseLook } from "@signalbox/core/backup/content/manifest-of";
import { canary } from "../canary-table.ts";
import type { Row } from "../database-plane.ts";
import { SqlError } from "../sql-error.ts";
import { type ModelTable, type Store, serialsOf, xminOf } from "./store.ts";
import { revisionsIn } from "./survey.ts";

/** What `read-database.ts` sees of a PostgreSQL database, of a model: buckets hold what was written before `transaction`. */
export function lookAt(store: Store, transaction = `${store.transaction}`): DatabaseLook {
  const before = Number(transaction);
  const tables: [string, FoundTable | Unreadable][] = [];
  const foreignKeys: [string, number][] = [];
  const sequences: [string, FoundSequence][] = [];
  const columns: [string, string][] = [];
  for (const name of store.names()) {
    const id = name.includes(".") ? name : `public.${name}`;
    const table = readable(() => store.readable(name));
    if ("unreadable" in table) {
      tables.push([id, table]);
      continue;
    }
    tables.push([id, found(table, before)]);
    for (const [column, rows] of store.orphans(table))
      foreignKeys.push([`${id}.${name}_${column}_fkey`, rows]);
    for (const column of serialsOf(table.definition.columns)) {
      const sequence = `public.${name}_${column}_seq`;
      const values = [...table.rows.values()].map((row) => Number(row[column]));
      sequences.push([
        sequence,
        { next: table.next, largest: values.length > 0 ? Math.max(...values) : undefined },
      ]);
      columns.push([sequence, `${id}.${column}`]);
    }
  }
  return {
    kind: "database",
    tables: Object.fromEntries(tables),
    foreignKeys: Object.fromEntries(foreignKeys),
    sequences: Object.fromEntries(sequences),
    columns: Object.fromEntries(columns),
    extensions: ["plpgsql"],
    canaryAt: newest(store),
    bytes: store.sizeBytes(),
    serverVersion: "18",
    schemaVersion: revisionsIn(store)[0],
    transaction,
  };
}

function readable(read: () => ModelTable): ModelTable | Unreadable {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { unreadable: `${error.code}: ${error.message}` };
  }
}

function found({ definition, rows }: ModelTable, before: number): FoundTable {
  const hashed = [...rows.values()].map((row) => ({ row, hash: sha256(JSON.stringify(row)) }));
  const old = hashed.filter(({ row }) => xminOf(row) < before);
  const buckets = Object.groupBy(old, ({ hash }) => hash.slice(0, 2));
  return {
    ...counted(hashed),
    shape: sha256(JSON.stringify(definition.columns)),
    buckets: Object.fromEntries(
      Object.entries(buckets).map(([name, members = []]) => [name, counted(members)] as const),
    ),
  };
}

/** Hashes in order, so that a digest does not depend on where rows stand. */
const counted = (rows: readonly { readonly row: Row; readonly hash: string }[]) => ({
  rows: rows.length,
  digest: sha256(
    rows
      .map(({ hash }) => hash)
      .toSorted()
      .join("\n"),
  ),
});

function newest(store: Store): number | undefined {
  if (!store.names().includes(canary.name)) return undefined;
  return store
    .rows(canary.name)
    .map(({ at }) => Number(at))
    .at(-1);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
