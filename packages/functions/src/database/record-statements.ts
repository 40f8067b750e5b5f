import type pg from "pg";

/**
 * Lets a database write down what it is asked, of which a rehearsal asks a clone again; PostgreSQL counts from its next start on
 * where its parameters do not load the library, https://www.postgresql.org/docs/16/pgstatstatements.html
 */
export async function recordStatements(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    "select from pg_available_extensions where name = 'pg_stat_statements' and installed_version is null",
  );
  if (rowCount === 1) await client.query("create extension if not exists pg_stat_statements");
}
