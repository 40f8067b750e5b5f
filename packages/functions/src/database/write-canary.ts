import type pg from "pg";

const minuteMs = 60_000;

/** Older rows are deleted: a restore asks only for the newest. */
const keptHours = 48;

/**
 * One row a minute, by which a restored database shows of what moment it is. `at` is in milliseconds since 1970; twice in one
 * minute is once. What is restored keeps the rows of its moment, so nothing else may write them.
 */
export async function writeCanary(client: pg.ClientBase, at: number): Promise<void> {
  await client.query("begin");
  try {
    // Or the first two at once would both create it: https://www.postgresql.org/docs/16/explicit-locking.html#ADVISORY-LOCKS
    await client.query("select pg_advisory_xact_lock(hashtext('signalbox.canary'))");
    await client.query("create schema if not exists signalbox");
    await client.query("create table if not exists signalbox.canary (at timestamptz primary key)");
    await client.query("insert into signalbox.canary values ($1) on conflict do nothing", [
      new Date(Math.floor(at / minuteMs) * minuteMs).toISOString(),
    ]);
    await client.query(
      "delete from signalbox.canary where at < $1::timestamptz - make_interval(hours => $2)",
      [new Date(at).toISOString(), keptHours],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** The newest row, milliseconds since 1970; undefined: no row was ever written. */
export async function newestCanary(client: pg.ClientBase): Promise<number | undefined> {
  const table = await client.query("select to_regclass('signalbox.canary') as found");
  if (table.rows[0]?.found === null) return undefined;
  const { rows } = await client.query("select max(at) as newest from signalbox.canary");
  const newest: unknown = rows[0]?.newest;
  return newest instanceof Date ? newest.getTime() : undefined;
}
