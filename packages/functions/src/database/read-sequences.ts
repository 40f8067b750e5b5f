import type { FoundSequence, Unreadable } from "@signalbox/core/backup/content/found";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted, readable } from "./ask.ts";

const Sequence = z.object({
  schema: z.string(),
  name: z.string(),
  table_schema: z.string(),
  table: z.string(),
  column: z.string(),
  step: z.number(),
});

/** Every rising sequence that belongs to a column, by `schema.sequence`, with its `schema.table.column`. */
export async function readSequences(client: pg.ClientBase): Promise<{
  readonly sequences: Record<string, FoundSequence | Unreadable>;
  readonly columns: Record<string, string>;
}> {
  const all = await ask(
    client,
    Sequence,
    `select n.nspname as schema, s.relname as name, tn.nspname as table_schema, t.relname as table, a.attname as column,
       q.seqincrement::float8 as step
     from pg_sequence q join pg_class s on s.oid = q.seqrelid join pg_namespace n on n.oid = s.relnamespace
     join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
       and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
     join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
     join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where q.seqincrement > 0 order by 1, 2`,
  );
  const sequences: Record<string, FoundSequence | Unreadable> = {};
  const columns: Record<string, string> = {};
  for (const { schema, name, table_schema, table, column, step } of all) {
    const id = `${schema}.${name}`;
    columns[id] = `${table_schema}.${table}.${column}`;
    sequences[id] = await readable(client, async () => {
      const [{ next, largest } = { next: 0, largest: null }] = await ask(
        client,
        z.object({ next: z.number(), largest: z.number().nullable() }),
        `select (select last_value + is_called::int * $1 from ${quoted(schema, name)})::float8 as next,
           max(${quoted(column)})::float8 as largest from ${quoted(table_schema, table)}`,
        [step],
      );
      return { next, largest: largest ?? undefined };
    });
  }
  return { sequences, columns };
}
