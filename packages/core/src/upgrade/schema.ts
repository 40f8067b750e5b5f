import { z } from "zod";

const Names = z.array(z.string()).min(1);

const Column = z.strictObject({
  /** As PostgreSQL writes it, such as `character varying(255)`. */
  type: z.string(),
  nullable: z.boolean(),
  /** What the database writes where a statement does not name the column: an expression, `nextval`, `identity` or `generated`. */
  default: z.string().optional(),
});
export type Column = z.output<typeof Column>;

/** What no two rows may share; a primary key is one whose columns are not nullable. */
const Unique = z.strictObject({
  /** Columns, or expressions such as `lower(email)`. */
  on: Names,
  /** Rows that it is about, where it is not all. */
  where: z.string().optional(),
  /** Two NULLs are the same. */
  nullsAlike: z.boolean().optional(),
});
export type Unique = z.output<typeof Unique>;

const Action = z.enum(["no action", "restrict", "cascade", "set null", "set default"]);

const ForeignKey = z.strictObject({
  columns: Names,
  /** `schema.table`. */
  target: z.string(),
  targetColumns: Names,
  onDelete: Action,
  onUpdate: Action,
});
export type ForeignKey = z.output<typeof ForeignKey>;

/** A condition that rows must fulfil, with the columns that it names. */
const Check = z.strictObject({ condition: z.string(), columns: z.array(z.string()) });
export type Check = z.output<typeof Check>;

const Table = z.strictObject({
  columns: z.record(z.string(), Column),
  uniques: z.array(Unique),
  foreignKeys: z.array(ForeignKey),
  checks: z.array(Check),
  /** Indexes that forbid nothing, such as `btree (user_id, pinned)`. */
  indexes: z.array(z.string()),
  /** Definitions without their names. */
  triggers: z.array(z.string()),
});
export type Table = z.output<typeof Table>;

/** A database's schema by what things are, not by what constraints and indexes are called; tables by `schema.table`. */
export const Schema = z.strictObject({
  tables: z.record(z.string(), Table),
  /** Views, materialized ones too: name → query. */
  views: z.record(z.string(), z.string()),
  /** Types that list their values: name → values in order. */
  enums: z.record(z.string(), z.array(z.string())),
  /** Sequences that no column owns: name → definition. */
  sequences: z.record(z.string(), z.string()),
});
export type Schema = z.output<typeof Schema>;

/** Whether a column is an own one of the table, not an expression, and holds a value in every row. */
const alwaysThere = (table: Table, name: string): boolean =>
  Object.hasOwn(table.columns, name) && table.columns[name]?.nullable === false;

/** What tells a table's rows apart: the smallest key that every row has; empty where there is none. */
export function keyOf(table: Table): readonly string[] {
  const whole = table.uniques.filter(
    ({ on, where }) => where === undefined && on.every((name) => alwaysThere(table, name)),
  );
  return whole.toSorted((a, b) => a.on.length - b.on.length)[0]?.on ?? [];
}

/** A table's name for people: without the schema that is everyone's. */
export const shortName = (table: string): string => table.replace(/^public\./, "");
