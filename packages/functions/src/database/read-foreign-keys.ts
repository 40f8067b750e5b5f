import type { Unreadable } from "@signalbox/core/backup/content/found";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted, readable } from "./ask.ts";

const Names = z.array(z.string()).min(1);

const ForeignKey = z.object({
  schema: z.string(),
  table: z.string(),
  name: z.string(),
  columns: Names,
  target_schema: z.string(),
  target: z.string(),
  target_columns: Names,
  /** As `operator(schema.=)`: an extension's type has its own. */
  operators: Names,
});
type ForeignKey = z.output<typeof ForeignKey>;

/** Rows that point to nothing, by `schema.table.constraint`, of the keys that PostgreSQL says are valid. */
export async function readForeignKeys(client: pg.ClientBase): Promise<Record<string, number | Unreadable>> {
  const keys = await ask(
    client,
    ForeignKey,
    `select n.nspname as schema, c.relname as table, x.conname as name, tn.nspname as target_schema, t.relname as target,
       (select array_agg(a.attname::text order by place) from unnest(x.conkey) with ordinality k (number, place)
          join pg_attribute a on a.attrelid = x.conrelid and a.attnum = k.number) as columns,
       (select array_agg(a.attname::text order by place) from unnest(x.confkey) with ordinality k (number, place)
          join pg_attribute a on a.attrelid = x.confrelid and a.attnum = k.number) as target_columns,
       (select array_agg(format('operator(%I.%s)', s.nspname, o.oprname) order by place)
          from unnest(x.conpfeqop) with ordinality k (id, place)
          join pg_operator o on o.oid = k.id join pg_namespace s on s.oid = o.oprnamespace) as operators
     from pg_constraint x
     join pg_class c on c.oid = x.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_class t on t.oid = x.confrelid join pg_namespace tn on tn.oid = t.relnamespace
     where x.contype = 'f' and x.convalidated order by 1, 2, 3`,
  );
  const found: [string, number | Unreadable][] = [];
  for (const key of keys)
    found.push([
      `${key.schema}.${key.table}.${key.name}`,
      await readable(client, () => orphansOf(client, key)),
    ]);
  return Object.fromEntries(found);
}

/** A NULL in any column points nowhere on purpose: https://www.postgresql.org/docs/16/ddl-constraints.html#DDL-CONSTRAINTS-FK */
async function orphansOf(client: pg.ClientBase, key: ForeignKey): Promise<number> {
  const set = key.columns.map((column) => `r.${quoted(column)} is not null`);
  const same = key.columns.map(
    (column, index) =>
      `t.${quoted(key.target_columns[index] ?? "")} ${key.operators[index]} r.${quoted(column)}`,
  );
  const [counted] = await ask(
    client,
    z.object({ rows: z.number() }),
    `select count(*)::float8 as rows from ${quoted(key.schema, key.table)} r where ${set.join(" and ")}
     and not exists (select from ${quoted(key.target_schema, key.target)} t where ${same.join(" and ")})`,
  );
  return counted?.rows ?? 0;
}
