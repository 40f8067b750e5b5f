import type { Schema } from "./schema.ts";
import type { Change } from "./schema-diff.ts";

/**
 * Tables that the old version waits for while a migration runs, as `schema.table`. Alembic runs all steps in one transaction, and
 * what one step locks is free when the last has ended: a column that is added keeps others from reading, an index or a key that
 * refers to the table keeps them from writing, https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
 */
export function waitedFor(changes: readonly Change[], before: Schema): string[] {
  const known = (table: string): boolean => Object.hasOwn(before.tables, table);
  const tables = changes.flatMap((change) => {
    switch (change.kind) {
      case "table-added":
        return change.table.foreignKeys.map(({ target }) => target);
      case "foreign-key-added":
        return [change.where, change.key.target];
      default:
        return ["table" in change && typeof change.table === "string" ? change.table : change.where];
    }
  });
  return [...new Set(tables)].filter(known).toSorted();
}
