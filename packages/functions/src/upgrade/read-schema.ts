import type { Schema } from "@signalbox/core/upgrade/schema";
import { Schema as SchemaShape } from "@signalbox/core/upgrade/schema";
import type pg from "pg";
import { z } from "zod";
import { ask } from "../database/ask.ts";

/** PostgreSQL's own, ours, and what extensions brought are none of the application's. */
const ofApplication = (object: string, catalogue: string): string =>
  `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'signalbox') and not exists (select from pg_depend d
     where d.classid = '${catalogue}'::regclass and d.objid = ${object}.oid and d.deptype = 'e')`;

/** Alembic's note of where the schema is: the migration itself, not what it changes. */
const bookkeeping = "alembic_version";

const tables = `
  select n.nspname || '.' || c.relname as name,
    coalesce((select json_object_agg(a.attname, json_strip_nulls(json_build_object(
        'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull,
        'default', case when a.attidentity <> '' then 'identity' when a.attgenerated <> '' then 'generated'
          when e.text ~ '^nextval\\(' then 'nextval' else e.text end)) order by a.attnum)
      from pg_attribute a left join lateral (select pg_get_expr(d.adbin, d.adrelid) as text from pg_attrdef d
        where d.adrelid = a.attrelid and d.adnum = a.attnum) e on true
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '{}') as columns,
    coalesce((select json_agg(json_strip_nulls(json_build_object(
        'on', (select json_agg(coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k::int, true)) order by k)
          from generate_series(1, i.indnkeyatts) k
          left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[k - 1] and a.attnum > 0),
        'where', pg_get_expr(i.indpred, i.indrelid), 'nullsAlike', nullif(i.indnullsnotdistinct, false))) order by i.indexrelid)
      from pg_index i where i.indrelid = c.oid and i.indisunique and i.indisvalid), '[]') as uniques,
    coalesce((select json_agg(json_build_object(
        'columns', (select json_agg(a.attname order by place) from unnest(x.conkey) with ordinality k (number, place)
          join pg_attribute a on a.attrelid = x.conrelid and a.attnum = k.number),
        'target', tn.nspname || '.' || t.relname,
        'targetColumns', (select json_agg(a.attname order by place) from unnest(x.confkey) with ordinality k (number, place)
          join pg_attribute a on a.attrelid = x.confrelid and a.attnum = k.number),
        'onDelete', act.name, 'onUpdate', upd.name) order by x.oid)
      from pg_constraint x join pg_class t on t.oid = x.confrelid join pg_namespace tn on tn.oid = t.relnamespace
      join actions act on act.code = x.confdeltype join actions upd on upd.code = x.confupdtype
      where x.conrelid = c.oid and x.contype = 'f' and x.conparentid = 0), '[]') as "foreignKeys",
    coalesce((select json_agg(json_build_object('condition', pg_get_constraintdef(x.oid, true),
        'columns', coalesce((select json_agg(a.attname order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (x.conkey)), '[]')) order by x.oid)
      from pg_constraint x where x.conrelid = c.oid and x.contype in ('c', 'x')), '[]') as checks,
    coalesce((select json_agg(regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', '') order by i.indexrelid)
      from pg_index i where i.indrelid = c.oid and not i.indisunique and i.indisvalid), '[]') as indexes,
    coalesce((select json_agg(regexp_replace(pg_get_triggerdef(g.oid, true), '^CREATE (CONSTRAINT )?TRIGGER \\S+ ', '') order by g.oid)
      from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal), '[]') as triggers
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '${bookkeeping}' and ${ofApplication("c", "pg_class")}
  order by 1`;

const actions = `with actions (code, name) as (values ('a'::"char", 'no action'), ('r', 'restrict'), ('c', 'cascade'),
  ('n', 'set null'), ('d', 'set default'))`;

const views = `
  select n.nspname || '.' || c.relname as name, pg_get_viewdef(c.oid) as value
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ofApplication("c", "pg_class")} order by 1`;

const enums = `
  select n.nspname || '.' || t.typname as name, (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
    where e.enumtypid = t.oid) as value
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e' and ${ofApplication("t", "pg_type")} order by 1`;

const sequences = `
  select n.nspname || '.' || c.relname as name,
    format('%s from %s by %s to %s', format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqmax) as value
  from pg_sequence q join pg_class c on c.oid = q.seqrelid join pg_namespace n on n.oid = c.relnamespace
  where ${ofApplication("c", "pg_class")} and not exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')) order by 1`;

/** The application's schema, in whatever transaction there is; what is not finished is not in it. */
export async function readSchema(client: pg.ClientBase): Promise<Schema> {
  const found = await ask(client, z.looseObject({ name: z.string() }), `${actions} ${tables}`);
  return SchemaShape.parse({
    tables: Object.fromEntries(found.map(({ name, ...table }) => [name, table])),
    views: await named(client, z.string(), views),
    enums: await named(client, z.array(z.string()), enums),
    sequences: await named(client, z.string(), sequences),
  });
}

async function named<T>(
  client: pg.ClientBase,
  Value: z.ZodType<T>,
  text: string,
): Promise<Record<string, T>> {
  const found = await ask(client, z.object({ name: z.string(), value: Value }), text);
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

/** Indexes that are not valid and constraints that are not validated, by name. */
export async function readUnfinished(client: pg.ClientBase): Promise<string[]> {
  const found = await ask(
    client,
    z.object({ name: z.string() }),
    `select n.nspname || '.' || c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_namespace n on n.oid = c.relnamespace where not i.indisvalid and ${ofApplication("c", "pg_class")}
     union all
     select n.nspname || '.' || c.relname || '.' || x.conname from pg_constraint x join pg_class c on c.oid = x.conrelid
       join pg_namespace n on n.oid = c.relnamespace where not x.convalidated and ${ofApplication("c", "pg_class")} order by 1`,
  );
  return found.map(({ name }) => name);
}

/** All that Alembic's table says; none where there is no such table. Open WebUI can be told to use another schema than `public`. */
export async function readRevisions(client: pg.ClientBase): Promise<string[]> {
  const [place] = await ask(
    client,
    z.object({ name: z.string() }),
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = '${bookkeeping}' and c.relkind = 'r' order by 1`,
  );
  if (!place) return [];
  const found = await ask(
    client,
    z.object({ revision: z.string() }),
    `select version_num as revision from ${place.name} order by 1`,
  );
  return found.map(({ revision }) => revision);
}
