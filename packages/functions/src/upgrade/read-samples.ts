import { type Samples, Value } from "@signalbox/core/upgrade/probes";
import { keyOf, type Schema } from "@signalbox/core/upgrade/schema";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted } from "../database/ask.ts";
import { quotedTable } from "./quoted-table.ts";

const rowsEach = 40;

/** Some rows of each table, the same ones whenever it is asked. */
export async function readSamples(client: pg.ClientBase, schema: Schema): Promise<Samples> {
  const found: [string, Record<string, string | null>[]][] = [];
  for (const [name, table] of Object.entries(schema.tables)) {
    const columns = Object.keys(table.columns);
    if (columns.length === 0) continue;
    const key = keyOf(table);
    const order = key.length === 0 ? "" : `order by ${key.map((one) => quoted(one)).join(", ")}`;
    found.push([
      name,
      await ask(
        client,
        z.record(z.string(), Value),
        `select ${columns.map((column) => `${quoted(column)}::text`).join(", ")} from ${quotedTable(name)} ${order} limit ${rowsEach}`,
      ),
    ]);
  }
  return Object.fromEntries(found);
}
