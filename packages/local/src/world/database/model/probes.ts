import { createHash } from "node:crypto";
import type { Answer, Answers } from "@signalbox/core/upgrade/answers";
import type { Probe } from "@signalbox/core/upgrade/probes";
import type { Change, Row, Table, Value } from "../database-plane.ts";
import { SqlError } from "../sql-error.ts";
import { type Store, undefinedColumn } from "./store.ts";
import { applicationTables, qualified } from "./survey.ts";

/** Of a model a probe's text is not SQL but one of these, as JSON. */
type Statement =
  | {
      readonly kind: "read";
      readonly table: string;
      readonly columns: readonly string[];
      readonly keys: readonly Value[];
    }
  | Extract<Change, { readonly kind: "insert" | "update" | "delete" }>;

const rowsEach = 40;

/** What a version says to each of its tables, as `probesOf` of the core makes it for PostgreSQL. */
export const probesIn = (store: Store): Probe[] =>
  applicationTables(store).flatMap(({ definition }) => {
    const rows = store.rows(definition.name);
    return [readOf(definition, rows.slice(0, rowsEach)), ...writesOf(definition, rows[0])];
  });

/** What reads every column of every table. */
export const readsIn = (store: Store): Probe[] =>
  applicationTables(store).map(({ definition }) => readOf(definition, []));

/** Shapes of the changes that a log holds, without their values: what pg_stat_statements has of them. */
export function recordedIn(changes: Iterable<Change>): Probe[] {
  const shapes = new Map<string, Statement>();
  for (const change of changes) {
    if (change.kind !== "insert" && change.kind !== "update" && change.kind !== "delete") continue;
    if (change.table.includes(".")) continue;
    const row = change.kind === "delete" ? {} : change.row;
    const empty = Object.fromEntries(Object.keys(row).map((column) => [column, null]));
    const shape = change.kind === "insert" ? { ...change, row: empty } : { ...change, key: null, row: empty };
    shapes.set(JSON.stringify(shape), shape);
  }
  return [...shapes].map(([text]) => ({
    id: `recorded: ${sha256(text)}`,
    table: "",
    does: "plan",
    text,
    values: [],
  }));
}

/** Says each probe to the store, which is as before afterwards. */
export const askModel = (store: Store, probes: readonly Probe[]): Answers =>
  Object.fromEntries(probes.map((probe) => [probe.id, askOne(store, probe)]));

function askOne(store: Store, { does, text }: Probe): Answer {
  try {
    // Only `probe` below writes them.
    const statement: Statement = JSON.parse(text);
    if (statement.kind === "read") return readAnswer(store, statement);
    if (does === "plan") {
      const { columns } = store.table(statement.table).definition;
      for (const column of statement.kind === "delete" ? [] : Object.keys(statement.row))
        if (!Object.hasOwn(columns, column)) throw undefinedColumn(statement.table, column);
      return { said: "yes", rows: 0, types: {}, cells: {} };
    }
    const there = statement.kind === "insert" || store.table(statement.table).rows.has(statement.key);
    store.apply(statement)();
    return { said: "yes", rows: there ? 1 : 0, types: {}, cells: {} };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { said: "no", sqlstate: error.code, message: error.message };
  }
}

function readAnswer(store: Store, { table, columns, keys }: Extract<Statement, { kind: "read" }>): Answer {
  const { definition, rows } = store.readable(table);
  const missing = columns.find((column) => !Object.hasOwn(definition.columns, column));
  if (missing !== undefined) throw undefinedColumn(table, missing);
  const found = keys.map((key) => rows.get(key)).filter((row) => row !== undefined);
  return {
    said: "yes",
    rows: found.length,
    types: Object.fromEntries(columns.map((column) => [column, definition.columns[column] ?? ""])),
    cells: Object.fromEntries(
      columns.map((column) => [column, found.map((row) => cellOf(row[column] ?? null))]),
    ),
  };
}

const cellOf = (value: Value): string => (value === null ? "" : `value:${sha256(JSON.stringify(value))}`);

const readOf = ({ name, columns, key }: Table, rows: readonly Row[]): Probe =>
  probe(name, "read", {
    kind: "read",
    table: name,
    columns: Object.keys(columns),
    keys: rows.map((row) => row[key] ?? null),
  });

function* writesOf({ name, columns, key }: Table, row: Row | undefined): Generator<Probe> {
  const like = row ?? Object.fromEntries(Object.keys(columns).map((column) => [column, null]));
  // A serial key that is not given comes from its sequence.
  const fresh = columns[key] === "serial" ? null : columns[key] === "bigint" ? 2_147_480_000 : "probe-";
  yield probe(name, "insert", { kind: "insert", table: name, row: { ...like, [key]: fresh } });
  if (!row) return;
  const at = row[key] ?? null;
  yield probe(name, "update", { kind: "update", table: name, key: at, row });
  yield probe(name, "delete", { kind: "delete", table: name, key: at });
}

const probe = (table: string, does: Probe["does"], statement: Statement): Probe => ({
  id: `${qualified(table)}: ${does}`,
  table: qualified(table),
  does,
  text: JSON.stringify(statement),
  values: [],
});

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);
