import { isJson } from "@signalbox/core/upgrade/column-type";
import type { ColumnContents, Contents, TableContents } from "@signalbox/core/upgrade/contents";
import { keyOf, type Schema, type Table } from "@signalbox/core/upgrade/schema";
import type pg from "pg";
import { z } from "zod";
import { ask, quoted } from "../database/ask.ts";
import { quotedTable } from "./quoted-table.ts";

const kinds = ["object", "array", "string", "number", "boolean", "null"] as const;

/**
 * What the tables of a schema hold, in whatever transaction there is; one pass over each. Digests tell rows apart by the same
 * columns as those of `earlier`, so that both can be compared. PostgreSQL's own hash, of 64 bits and the same within one version,
 * for values that nobody forges; the sum does not depend on the order of rows.
 */
export async function readContents(
  client: pg.ClientBase,
  schema: Schema,
  earlier: Contents = {},
  names: readonly string[] = Object.keys(schema.tables),
): Promise<Contents> {
  const found: [string, TableContents][] = [];
  for (const name of names) {
    const table = schema.tables[name];
    if (table) found.push([name, await readTable(client, name, table, earlier[name]?.key)]);
  }
  return Object.fromEntries(found);
}

async function readTable(
  client: pg.ClientBase,
  name: string,
  table: Table,
  earlier: readonly string[] | undefined,
): Promise<TableContents> {
  const kept = earlier?.every((column) => Object.hasOwn(table.columns, column)) ? earlier : undefined;
  const key = [...(kept ?? keyOf(table))];
  const columns = Object.entries(table.columns);
  const hash =
    key.length === 0
      ? "0::bigint"
      : `hashtextextended(concat_ws(chr(31), ${key.map((one) => `${quoted(one)}::text`).join(", ")}), 0)`;
  const values = columns.map(
    ([column, { type }], at) =>
      `${quoted(column)}::text as v${at}${isJson(type) ? `, ${type}_typeof(${quoted(column)}) as f${at}` : ""}`,
  );
  const told = columns.map(([, { type, default: given }], at) => {
    const forms = isJson(type)
      ? kinds.map((kind) => `'${kind}', nullif(count(*) filter (where f${at} = '${kind}'), 0)`).join(", ")
      : `'value', nullif(count(v${at}), 0)`;
    // Whether all are alike is asked only of what a default may have filled: comparing is dear.
    const uniform = given === undefined ? "false" : `coalesce(min(v${at}) = max(v${at}), true)`;
    return `json_build_object('forms', json_strip_nulls(json_build_object(${forms})),
      'digest', coalesce(sum(hashtextextended(v${at}, hash)), 0)::text, 'uniform', ${uniform}) as c${at}`;
  });
  const [found] = await ask(
    client,
    z.looseObject({ rows: z.number() }),
    // `offset 0` keeps PostgreSQL from reading a long value once for each of its uses.
    `select ${["count(*)::float8 as rows", ...told].join(", ")}
     from (select ${[`${hash} as hash`, ...values].join(", ")} from ${quotedTable(name)} offset 0) r`,
  );
  const { rows = 0 } = found ?? {};
  return {
    rows,
    key,
    columns: Object.fromEntries(columns.map(([column], at) => [column, ofColumn.parse(found?.[`c${at}`])])),
  };
}

const ofColumn: z.ZodType<ColumnContents> = z.object({
  forms: z.record(z.string(), z.number()),
  digest: z.string(),
  uniform: z.boolean(),
});
