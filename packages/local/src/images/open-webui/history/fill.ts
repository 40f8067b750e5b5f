import type pg from "pg";
import type { Life } from "./life.ts";

const batchBytes = 4_000_000;

/** Writes what people did, a few megabytes at a time. */
export async function fill(client: pg.ClientBase, { rows, changes }: Life): Promise<void> {
  for (const { table, rows: all } of rows) {
    let batch: string[] = [];
    let bytes = 0;
    let columns: readonly string[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length > 0)
        await client.query(await insertInto(client, table, columns), [`[${batch.join(",")}]`]);
      [batch, bytes] = [[], 0];
    };
    for (const row of all) {
      columns = Object.keys(row);
      const text = JSON.stringify(row);
      batch.push(text);
      bytes += text.length;
      if (bytes > batchBytes) await flush();
    }
    await flush();
  }
  for (const change of changes) await client.query(change);
}

/** All rows of a table have the same columns; those that are not among them are left to the database. JSON comes as text. */
async function insertInto(client: pg.ClientBase, table: string, columns: readonly string[]): Promise<string> {
  const { rows } = await client.query(
    `select attname as name from pg_attribute where attrelid = $1::regclass and atttypid = 'json'::regtype`,
    [`"${table}"`],
  );
  const documents = new Set<unknown>(rows.map(({ name }) => name));
  const named = columns.map((column) => `"${column}"`);
  const values = columns.map((column, at) =>
    documents.has(column) ? `(${named[at]} #>> '{}')::json` : named[at],
  );
  return `insert into "${table}" (${named.join(", ")}) select ${values.join(", ")} from json_populate_recordset(null::"${table}", $1::json)`;
}
