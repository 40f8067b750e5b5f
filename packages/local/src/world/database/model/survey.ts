import { createHash } from "node:crypto";
import type { ColumnContents, Contents } from "@signalbox/core/upgrade/contents";
import type { Surveyed } from "@signalbox/core/upgrade/evidence";
import type { Column, Schema } from "@signalbox/core/upgrade/schema";
import { alembic } from "../alembic-table.ts";
import type { Row, Table } from "../database-plane.ts";
import type { ModelTable, Store } from "./store.ts";

/** What `upgrade/survey.ts` of the functions sees of a PostgreSQL database, of a model. */
export function surveyOf(store: Store, earlier: Contents = {}): Surveyed {
  const tables = applicationTables(store);
  return {
    revisions: revisionsIn(store),
    unfinished: [],
    schema: schemaOf(tables.map(({ definition }) => definition)),
    contents: Object.fromEntries(
      tables.map((table) => [
        qualified(table.definition.name),
        contentsOf(table, earlier[qualified(table.definition.name)]?.key),
      ]),
    ),
  };
}

/** Where Alembic says that the schema is; none without its table. */
export const revisionsIn = (store: Store): string[] =>
  store.names().includes(alembic.name) ? store.rows(alembic.name).map((row) => String(row[alembic.key])) : [];

/** All but ours, which have a schema of their own, and Alembic's. */
export const applicationTables = (store: Store): ModelTable[] =>
  store
    .names()
    .filter((name) => !name.includes(".") && name !== alembic.name)
    .map((name) => store.readable(name));

export const qualified = (name: string): string => `public.${name}`;

const schemaOf = (tables: readonly Table[]): Schema => ({
  tables: Object.fromEntries(
    tables.map(({ name, columns, key, references = {} }) => [
      qualified(name),
      {
        columns: Object.fromEntries(
          Object.entries(columns).map(([column, type]) => [column, columnOf(type, column === key)]),
        ),
        uniques: [{ on: [key] }],
        foreignKeys: Object.entries(references).map(([column, target]) => ({
          columns: [column],
          target: qualified(target),
          targetColumns: [tables.find((table) => table.name === target)?.key ?? "id"],
          onDelete: "cascade",
          onUpdate: "no action",
        })),
        checks: [],
        indexes: [],
        triggers: [],
      },
    ]),
  ),
  views: {},
  enums: {},
  sequences: {},
});

const columnOf = (type: Table["columns"][string], isKey: boolean): Column =>
  type === "serial" ? { type: "integer", nullable: false, default: "nextval" } : { type, nullable: !isKey };

function contentsOf({ definition, rows }: ModelTable, earlier: readonly string[] | undefined) {
  const { columns, key: own } = definition;
  const key = [...(earlier?.every((column) => Object.hasOwn(columns, column)) ? earlier : [own])];
  const all = [...rows.values()];
  return {
    rows: all.length,
    key,
    columns: Object.fromEntries(
      Object.entries(columns).map(([column, type]) => [column, columnContents(all, column, key, type)]),
    ),
  };
}

function columnContents(
  rows: readonly Row[],
  column: string,
  key: readonly string[],
  type: string,
): ColumnContents {
  const there = rows.filter((row) => (row[column] ?? null) !== null);
  const cells = there
    .map((row) => JSON.stringify([key.map((one) => row[one] ?? null), row[column]]))
    .toSorted();
  return {
    forms: there.length > 0 ? { value: there.length } : {},
    digest: createHash("sha256").update(cells.join("\n")).digest("hex").slice(0, 32),
    uniform: type === "serial" && there.length <= 1,
  };
}
