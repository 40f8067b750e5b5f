import { createHash } from "node:crypto";
import type { FoundTable, Unreadable } from "@signalbox/core/backup/content/found";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted, readable } from "./ask.ts";

const Name = z.object({ schema: z.string(), table: z.string(), shape: z.string() });

const Bucket = z.object({
  bucket: z.string(),
  rows: z.number(),
  digest: z.string(),
  old_rows: z.number(),
  old_digest: z.string().nullable(),
});

/**
 * Every table by `schema.table`. Left out are partitioned ones, whose partitions are tables, and unlogged ones, which PostgreSQL
 * empties after a crash, hence in every restore, https://www.postgresql.org/docs/16/sql-createtable.html#SQL-CREATETABLE-UNLOGGED
 */
export async function readTables(
  client: pg.ClientBase,
  transaction: string,
): Promise<Record<string, FoundTable | Unreadable>> {
  const names = await ask(
    client,
    Name,
    `select n.nspname as schema, c.relname as table,
       (select encode(sha256(convert_to(coalesce(string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', '
          order by a.attnum), ''), 'UTF8')), 'hex')
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as shape
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     order by n.nspname collate "C", c.relname collate "C"`,
  );
  const found: [string, FoundTable | Unreadable][] = [];
  for (const { schema, table, shape } of names)
    found.push([
      `${schema}.${table}`,
      await readable(client, async () => ({
        ...(await readTable(client, quoted(schema, table), transaction)),
        shape,
      })),
    ]);
  return Object.fromEntries(found);
}

/**
 * Hashes of rows are put in order before they are hashed together, so that a digest does not depend on where rows stand; SHA-256,
 * since PostgreSQL's own hashes may differ between versions. A row as text tells NULL from an empty string,
 * https://www.postgresql.org/docs/16/rowtypes.html#ROWTYPES-IO-SYNTAX
 *
 * `xmin` has 32 bits of the 64 of the transaction that wrote a row, and is compared as PostgreSQL compares, half of them back
 * and half ahead, https://www.postgresql.org/docs/16/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND; 1 and 2 are before all others.
 *
 * Materialized, or PostgreSQL sorts whole rows, by way of the disk, and hashes each of them for every use of its hash: three times
 * as long, over 930 MB of chats and messages.
 */
async function readTable(client: pg.ClientBase, table: string, transaction: string): Promise<FoundTable> {
  const found = await ask(
    client,
    Bucket,
    `with hashed as materialized (
       select sha256(convert_to((r.*)::text, 'UTF8')) as hash,
         r.xmin::text::bigint < 3 or (4294967296 + r.xmin::text::bigint - $1::numeric % 4294967296) % 4294967296 >= 2147483648 as old
       from only ${table} r
     )
     select encode(substring(hash from 1 for 1), 'hex') as bucket,
       count(*)::float8 as rows, encode(sha256(string_agg(hash, ''::bytea order by hash)), 'hex') as digest,
       count(*) filter (where old)::float8 as old_rows,
       encode(sha256(string_agg(hash, ''::bytea order by hash) filter (where old)), 'hex') as old_digest
     from hashed group by 1 order by 1`,
    [transaction],
  );
  const all = createHash("sha256");
  for (const { bucket, digest } of found) all.update(`${bucket} ${digest}\n`);
  return {
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
    digest: all.digest("hex"),
    buckets: Object.fromEntries(
      found.flatMap(({ bucket, old_rows: rows, old_digest: digest }) =>
        digest === null ? [] : [[bucket, { rows, digest }] as const],
      ),
    ),
  };
}
