import type { Migration } from "@signalbox/core/upgrade/evidence";
import pg from "pg";
import { realTime } from "../../../world/clock.ts";

/** Runs a release's steps as Alembic does, in one transaction: all or nothing. What PostgreSQL refuses is the migration's end. */
export async function migrate(client: pg.ClientBase, steps: readonly string[]): Promise<Migration> {
  const began = realTime();
  const seconds = (): number => (realTime() - began) / 1_000;
  await client.query("begin");
  try {
    for (const step of steps) await client.query(step);
    await client.query("commit");
    return { ended: "done", seconds: seconds() };
  } catch (error) {
    await client.query("rollback").catch(() => {});
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { ended: "failed", seconds: seconds(), sqlstate: error.code ?? "", log: error.message };
  }
}
