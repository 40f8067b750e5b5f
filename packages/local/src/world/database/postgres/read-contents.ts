import type pg from "pg";
import type { Contents } from "../contents.ts";
import { quoted } from "./sql.ts";

/** Reads a database's contents in one snapshot of it. */
export async function readContents(client: pg.ClientBase): Promise<Contents> {
  await client.query("begin isolation level repeatable read read only");
  try {
    const tables: Record<string, { rows: number; digest: string }> = {};
    for (const name of await tableNames(client)) {
      // A sum does not depend on the order, and on PostgreSQL's hash only within one version.
      const { rows } = await client.query(
        `select count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as digest from ${quoted(name)} t`,
      );
      tables[name] = rows[0];
    }
    return {
      tables,
      sequences: await sequences(client),
      orphans: await orphans(client),
      extensions: (await client.query("select extname from pg_extension order by 1")).rows.map(
        ({ extname }) => extname,
      ),
    };
  } finally {
    await client.query("rollback");
  }
}

async function tableNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname collate "C"`,
  );
  return rows.map(({ relname }) => relname);
}

async function sequences(client: pg.ClientBase): Promise<Contents["sequences"]> {
  const { rows } = await client.query(
    `select t.relname as table, a.attname as column, s.oid::regclass::text as sequence
     from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
     join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where d.deptype in ('a', 'i') and t.relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  const states: Contents["sequences"][number][] = [];
  for (const { table, column, sequence } of rows) {
    const found = await client.query(
      `select (select last_value + is_called::int from ${sequence}) as next, coalesce(max(${quoted(column)}), 0)::bigint as highest from ${quoted(table)}`,
    );
    states.push({ table, column, ...found.rows[0] });
  }
  return states;
}

async function orphans(client: pg.ClientBase): Promise<Contents["orphans"]> {
  const { rows } = await client.query(
    `select c.relname as table, a.attname as column, f.relname as target, k.attname as key
     from pg_constraint x join pg_class c on c.oid = x.conrelid join pg_class f on f.oid = x.confrelid
     join pg_attribute a on a.attrelid = c.oid and a.attnum = x.conkey[1]
     join pg_attribute k on k.attrelid = f.oid and k.attnum = x.confkey[1]
     where x.contype = 'f' and array_length(x.conkey, 1) = 1 order by 1, 2`,
  );
  const found: Contents["orphans"][number][] = [];
  for (const { table, column, target, key } of rows) {
    const counted = await client.query(
      `select count(*)::int as rows from ${quoted(table)} r where r.${quoted(column)} is not null
       and not exists (select 1 from ${quoted(target)} f where f.${quoted(key)} = r.${quoted(column)})`,
    );
    found.push({ table, column, rows: counted.rows[0].rows });
  }
  return found;
}
