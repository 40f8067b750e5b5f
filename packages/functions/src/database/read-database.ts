import type { DatabaseLook } from "@signalbox/core/backup/content/manifest-of";
import { isUnreadable } from "@signalbox/core/backup/content/unreadable";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted, readable } from "./ask.ts";
import { inSnapshot } from "./in-snapshot.ts";
import { readForeignKeys } from "./read-foreign-keys.ts";
import { readSequences } from "./read-sequences.ts";
import { readTables } from "./read-tables.ts";

const State = z.object({
  transaction: z.string(),
  bytes: z.number(),
  server: z.string(),
  extensions: z.array(z.string()),
  canary: z.boolean(),
  revision: z.array(z.string()),
});

/**
 * All of a database as of one moment. Buckets hold what was written before `transaction` (a PostgreSQL transaction id, as the
 * manifest says it), or before any transaction that is still at work. Throws what PostgreSQL throws, but for damage.
 */
export function readDatabase(client: pg.ClientBase, transaction?: string): Promise<DatabaseLook> {
  return inSnapshot(client, async () => {
    const [state] = await ask(
      client,
      State,
      `select coalesce($1, pg_snapshot_xmin(pg_current_snapshot())::text) as transaction,
         pg_database_size(current_database())::float8 as bytes, current_setting('server_version') as server,
         array(select extname::text from pg_extension order by extname collate "C") as extensions,
         to_regclass('signalbox.canary') is not null as canary,
         array(select n.nspname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relname = 'alembic_version' and c.relkind = 'r' order by 1) as revision`,
      [transaction ?? null],
    );
    if (state === undefined) throw new Error("PostgreSQL answered without a row");
    const { sequences, columns } = await readSequences(client);
    return {
      kind: "database",
      tables: await readTables(client, state.transaction),
      foreignKeys: await readForeignKeys(client),
      sequences,
      columns,
      extensions: state.extensions,
      canaryAt: state.canary ? await newestCanary(client) : undefined,
      bytes: state.bytes,
      serverVersion: state.server,
      schemaVersion: await schemaVersion(client, state.revision),
      transaction: state.transaction,
    };
  });
}

async function newestCanary(client: pg.ClientBase): Promise<number | undefined> {
  const rows = await readable(client, () =>
    ask(
      client,
      z.object({ at: z.number().nullable() }),
      "select floor(extract(epoch from max(at)) * 1000)::float8 as at from signalbox.canary",
    ),
  );
  return isUnreadable(rows) ? undefined : (rows[0]?.at ?? undefined);
}

/** Alembic's table, in the first schema that has one: Open WebUI can be told to use another than `public`. */
async function schemaVersion(
  client: pg.ClientBase,
  [schema]: readonly string[],
): Promise<string | undefined> {
  if (schema === undefined) return undefined;
  const rows = await readable(client, () =>
    ask(
      client,
      z.object({ version: z.string() }),
      `select version_num as version from ${quoted(schema, "alembic_version")} order by 1 limit 1`,
    ),
  );
  return isUnreadable(rows) ? undefined : rows[0]?.version;
}
