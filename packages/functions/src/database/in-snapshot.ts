import type pg from "pg";

/**
 * How values are written as text, whatever the server's and the role's settings are, so that a digest is the same on another
 * server: as `pg_dump` sets them, https://github.com/postgres/postgres/blob/REL_18_STABLE/src/bin/pg_dump/pg_dump.c. With
 * `row_security` off a table that hides rows from this role is an error instead of a smaller table.
 */
const settings = {
  search_path: "",
  row_security: "off",
  datestyle: "ISO, YMD",
  intervalstyle: "postgres",
  timezone: "UTC",
  extra_float_digits: "1",
  bytea_output: "hex",
  lc_monetary: "C",
};

/** Reads a database as of one moment, in a transaction that writes nothing. Throws what PostgreSQL throws. */
export async function inSnapshot<T>(client: pg.ClientBase, read: () => Promise<T>): Promise<T> {
  await client.query("begin isolation level repeatable read read only");
  try {
    for (const setting of Object.entries(settings))
      await client.query("select set_config($1, $2, true)", setting);
    return await read();
  } finally {
    // Of a connection that is broken the first error says more.
    await client.query("rollback").catch(() => {});
  }
}
