import { z } from "zod";
import { keyOf, type Schema, type Table } from "./schema.ts";

/** A value as PostgreSQL writes it as text. */
export const Value = z.string().nullable();

/** One statement of a version, as it is asked before and after a migration, in a transaction that is rolled back. */
export const Probe = z.strictObject({
  /** Unique among its version's. */
  id: z.string().min(1),
  /** `schema.table`; empty where a statement is recorded. */
  table: z.string(),
  /** `plan`: only whether PostgreSQL can plan it, for statements that were recorded without their values. */
  does: z.enum(["read", "insert", "update", "delete", "plan"]),
  text: z.string().min(1),
  values: z.array(Value),
});
export type Probe = z.output<typeof Probe>;

/** Rows that stand for a table's: column → value. */
export type Samples = Readonly<Record<string, readonly Sample[]>>;
export type Sample = Readonly<Record<string, string | null>>;

/** Rows by which a column counts as one that never repeats. */
const enoughSamples = 20;

/**
 * What a version says to a database of its schema, as a mapper of objects says it: each column by name, rows by their key, values
 * as the data have them. For statements that nobody recorded; what a version never does is among them, so a break that they show
 * may be one that nobody meets.
 */
export function probesOf(schema: Schema, samples: Samples): Probe[] {
  return Object.entries(schema.tables).flatMap(([name, table]) => [
    ...tableProbes(name, table, samples[name] ?? []),
  ]);
}

function* tableProbes(name: string, table: Table, rows: readonly Sample[]): Generator<Probe> {
  const columns = Object.keys(table.columns).filter(
    (column) => table.columns[column]?.default !== "generated",
  );
  if (columns.length === 0) return;
  const key = keyOf(table);
  const all = columns.map(quoted).join(", ");
  const of = (does: Probe["does"], text: string, values: Probe["values"], how = ""): Probe => ({
    id: `${name}: ${does}${how}`,
    table: name,
    does,
    text,
    values,
  });
  const keyed = rows.filter(() => key.length > 0);
  const those = keyed.map(
    (_, row) => `(${key.map((_, part) => `$${row * key.length + part + 1}`).join(", ")})`,
  );
  const keys = key.map(quoted).join(", ");
  yield keyed.length > 0
    ? of(
        "read",
        `select ${all} from ${quotedName(name)} where (${keys}) in (${those.join(", ")}) order by ${keys}`,
        keyed.flatMap((row) => key.map((part) => row[part] ?? null)),
      )
    : of("read", `select ${all} from ${quotedName(name)} limit 1`, []);
  const [row] = rows;
  const added = freshRow(table, columns, rows);
  const written = columns.filter((column) => !isGiven(table, column));
  yield of("insert", ...insertOf(name, written, added));
  const needed = written.filter((column) => table.columns[column]?.default === undefined);
  if (needed.length < written.length && needed.length > 0)
    yield of("insert", ...insertOf(name, needed, added), " without defaults");
  if (!row || key.length === 0) return;
  const which = (from: number) =>
    key.map((part, index) => `${quoted(part)} = $${from + index + 1}`).join(" and ");
  const keyValues = key.map((part) => row[part] ?? null);
  const changed = written.filter((column) => !key.includes(column));
  if (changed.length > 0)
    yield of(
      "update",
      `update ${quotedName(name)} set ${changed.map((column, index) => `${quoted(column)} = $${index + 1}`).join(", ")} where ${which(changed.length)}`,
      [...changed.map((column) => row[column] ?? null), ...keyValues],
    );
  yield of("delete", `delete from ${quotedName(name)} where ${which(0)}`, keyValues);
}

function insertOf(name: string, columns: readonly string[], row: Sample): [string, Probe["values"]] {
  const places = columns.map((_, index) => `$${index + 1}`).join(", ");
  return [
    `insert into ${quotedName(name)} (${columns.map(quoted).join(", ")}) values (${places})`,
    columns.map((column) => row[column] ?? null),
  ];
}

/** Whether the database numbers it, so that nobody else does. */
const isGiven = (table: Table, column: string): boolean =>
  ["nextval", "identity"].includes(table.columns[column]?.default ?? "");

/**
 * A row that the version has not written yet: like one of its own, but with another value in each column that never repeats. A
 * part of a key repeats where it refers to another table; then another part does not.
 */
function freshRow(table: Table, columns: readonly string[], rows: readonly Sample[]): Sample {
  const refers = new Set(table.foreignKeys.flatMap((key) => key.columns));
  const first = rows[0];
  const distinct = (column: string): boolean =>
    rows.length >= enoughSamples &&
    new Set(rows.map((row) => row[column] ?? null)).size === rows.length &&
    rows.every((row) => (row[column] ?? null) !== null);
  const inKey = new Set(table.uniques.flatMap(({ on }) => on));
  return Object.fromEntries(
    columns.map((column) => {
      const { type = "text", nullable = true } = table.columns[column] ?? {};
      const value = first ? (first[column] ?? null) : nullable ? null : madeUp(type);
      const fresh = !refers.has(column) && (inKey.has(column) || distinct(column));
      return [column, fresh && value !== null ? another(type, value) : value];
    }),
  );
}

/** A value of a type for a table that has none yet. */
function madeUp(type: string): string {
  if (/^(?:smallint|integer|bigint|numeric|real|double)/.test(type)) return "1";
  if (type === "boolean") return "true";
  if (/^jsonb?$/.test(type)) return "{}";
  if (/^(?:timestamp|date)/.test(type)) return "2026-01-01";
  if (type === "uuid") return "00000000-0000-4000-8000-000000000001";
  if (type.endsWith("[]")) return "{}";
  return type === "bytea" ? "\\x00" : "probe";
}

/** Another one of the same type and, of text, the same look. */
function another(type: string, value: string): string {
  if (/^(?:integer|bigint|numeric)/.test(type)) return "2147480000";
  if (type === "smallint") return "32000";
  if (type === "uuid") return "00000000-0000-4000-8000-00000000000f";
  // A document that is kept as text has to stay one.
  if (/^\s*[[{]/.test(value)) return value;
  const limit = /^character varying\((\d+)\)$/.exec(type)?.[1];
  if (!/^(?:text|character varying)/.test(type)) return value;
  const free = limit === undefined ? Infinity : Number(limit) - mark.length;
  return `${mark}${value.slice(0, Math.max(0, free))}`;
}

const mark = "probe-";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const quotedName = (table: string): string => {
  const dot = table.indexOf(".");
  return `${quoted(table.slice(0, dot))}.${quoted(table.slice(dot + 1))}`;
};
