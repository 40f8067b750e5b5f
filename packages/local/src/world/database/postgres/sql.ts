import type { Change, Table } from "../database-plane.ts";

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** PostgreSQL's words for a change. */
export function statementOf(change: Change, keyOf: (table: string) => string): Statement {
  if (change.kind === "create-table") return { text: createTable(change.table), values: [] };
  if (change.kind === "drop-table") return { text: `drop table ${quoted(change.table)} cascade`, values: [] };
  const table = quoted(change.table);
  if (change.kind === "add-column")
    return { text: `alter table ${table} add column ${quoted(change.column)} ${change.type}`, values: [] };
  if (change.kind === "drop-column")
    return { text: `alter table ${table} drop column ${quoted(change.column)}`, values: [] };
  if (change.kind === "delete")
    return { text: `delete from ${table} where ${quoted(keyOf(change.table))} = $1`, values: [change.key] };
  const columns = Object.keys(change.row);
  const values = Object.values(change.row);
  if (change.kind === "update") {
    const set = columns.map((column, index) => `${quoted(column)} = $${index + 2}`).join(", ");
    const text = `update ${table} set ${set} where ${quoted(keyOf(change.table))} = $1`;
    return { text, values: [change.key, ...values] };
  }
  const places = values.map((_, index) => `$${index + 1}`).join(", ");
  return { text: `insert into ${table} (${columns.map(quoted).join(", ")}) values (${places})`, values };
}

function createTable({ name, columns, key, references = {} }: Table): string {
  const parts = Object.entries(columns).map(([column, type]) => `${quoted(column)} ${type}`);
  const foreign = Object.entries(references).map(
    ([column, target]) =>
      `constraint ${quoted(`${name}_${column}_fkey`)} foreign key (${quoted(column)}) references ${quoted(target)} on delete cascade`,
  );
  const all = [...parts, `primary key (${quoted(key)})`, ...foreign].join(", ");
  return `create table if not exists ${quoted(name)} (${all})`;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
