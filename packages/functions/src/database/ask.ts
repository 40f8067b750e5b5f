import type { Unreadable } from "@signalbox/core/backup/content/found";
import pg from "pg";
import { z } from "zod";

/** The rows of a query, as `Row` says. */
export async function ask<T>(
  client: pg.ClientBase,
  Row: z.ZodType<T>,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const { rows } = await client.query(text, [...values]);
  return z.array(Row).parse(rows);
}

/**
 * What cannot be read for damage or for a key does not end the transaction, so that all of it is told. Classes of SQLSTATE: 58 and
 * XX for files and pages, 39 for what pgcrypto throws, and text that is none any more,
 * https://www.postgresql.org/docs/16/errcodes-appendix.html
 */
export async function readable<T>(client: pg.ClientBase, read: () => Promise<T>): Promise<T | Unreadable> {
  await client.query("savepoint before_reading");
  try {
    const found = await read();
    await client.query("release before_reading");
    return found;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && /^(XX|58|39|22021)/.test(error.code ?? ""))) throw error;
    await client.query("rollback to before_reading");
    return { unreadable: `${error.code}: ${error.message}` };
  }
}

/** For a statement: `"schema"."name"`. */
export const quoted = (...names: readonly string[]): string => names.map(pg.escapeIdentifier).join(".");
