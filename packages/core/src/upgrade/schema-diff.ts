import { equal } from "./equal.ts";
import type { Check, Column, ForeignKey, Schema, Table, Unique } from "./schema.ts";

/** One thing that is not as it was; `where` is `schema.table`, `schema.table.column`, or a view's, type's or sequence's name. */
export type Change =
  | { readonly kind: "table-added" | "table-removed"; readonly where: string; readonly table: Table }
  /** Another table may have taken its name meanwhile. */
  | { readonly kind: "table-renamed"; readonly where: string; readonly to: string }
  | ColumnChange
  | { readonly kind: "unique-added" | "unique-removed"; readonly where: string; readonly unique: Unique }
  | {
      readonly kind: "foreign-key-added" | "foreign-key-removed";
      readonly where: string;
      readonly key: ForeignKey;
    }
  | {
      readonly kind: "foreign-key-acts-otherwise";
      readonly where: string;
      readonly from: ForeignKey;
      readonly to: ForeignKey;
    }
  | { readonly kind: "check-added" | "check-removed"; readonly where: string; readonly check: Check }
  | {
      readonly kind: "index-added" | "index-removed" | "trigger-added" | "trigger-removed";
      readonly where: string;
      readonly definition: string;
    }
  | {
      readonly kind:
        | `${"view" | "sequence"}-${"added" | "removed" | "changed"}`
        | "enum-added"
        | "enum-removed";
      readonly where: string;
    }
  | {
      readonly kind: "enum-changed";
      readonly where: string;
      readonly gone: readonly string[];
      readonly added: readonly string[];
    };

type ColumnChange = { readonly where: string; readonly table: string; readonly column: string } & (
  | { readonly kind: "column-added" | "column-removed"; readonly definition: Column }
  | { readonly kind: "type-changed"; readonly from: string; readonly to: string }
  | { readonly kind: "null-refused" | "null-allowed" }
  | { readonly kind: "default-changed"; readonly from: string | undefined; readonly to: string | undefined }
);

/** What is different between two schemas, by definition: what has another name and says the same is no difference. */
export function diffSchemas(before: Schema, after: Schema): Change[] {
  return [
    ...diffTables(before.tables, after.tables),
    ...diffTexts("view", before.views, after.views),
    ...diffTexts("sequence", before.sequences, after.sequences),
    ...diffEnums(before.enums, after.enums),
  ];
}

type Named<T> = Readonly<Record<string, T>>;

function* diffTables(before: Named<Table>, after: Named<Table>): Generator<Change> {
  const taken = new Set<string>();
  for (const [where, table] of Object.entries(before)) {
    const now = after[where];
    if (now && equal(now.columns, table.columns)) yield* diffTable(where, table, now);
    else {
      const to = Object.keys(after).find(
        (name) => !Object.hasOwn(before, name) && !taken.has(name) && sameColumns(after[name], table),
      );
      if (to !== undefined) {
        taken.add(to);
        yield { kind: "table-renamed", where, to };
      }
      if (now) yield* diffTable(where, table, now);
      else if (to === undefined) yield { kind: "table-removed", where, table };
    }
  }
  for (const [where, table] of Object.entries(after))
    if (!Object.hasOwn(before, where) && !taken.has(where)) yield { kind: "table-added", where, table };
}

const sameColumns = (one: Table | undefined, other: Table): boolean =>
  one !== undefined && equal(one.columns, other.columns);

function* diffTable(where: string, before: Table, after: Table): Generator<Change> {
  for (const [column, definition] of Object.entries(before.columns)) {
    const at = { where: `${where}.${column}`, table: where, column };
    const now = after.columns[column];
    if (!now) yield { kind: "column-removed", ...at, definition };
    else yield* diffColumn(at, definition, now);
  }
  for (const [column, definition] of Object.entries(after.columns))
    if (!Object.hasOwn(before.columns, column))
      yield { kind: "column-added", where: `${where}.${column}`, table: where, column, definition };
  const uniques = diffSets(before.uniques.map(inOrder), after.uniques.map(inOrder));
  for (const unique of uniques.added) yield { kind: "unique-added", where, unique };
  for (const unique of uniques.removed) yield { kind: "unique-removed", where, unique };
  yield* diffForeignKeys(where, before.foreignKeys, after.foreignKeys);
  const checks = diffSets(before.checks, after.checks);
  for (const check of checks.added) yield { kind: "check-added", where, check };
  for (const check of checks.removed) yield { kind: "check-removed", where, check };
  const indexes = diffSets(before.indexes, after.indexes);
  for (const definition of indexes.added) yield { kind: "index-added", where, definition };
  for (const definition of indexes.removed) yield { kind: "index-removed", where, definition };
  const triggers = diffSets(before.triggers, after.triggers);
  for (const definition of triggers.added) yield { kind: "trigger-added", where, definition };
  for (const definition of triggers.removed) yield { kind: "trigger-removed", where, definition };
}

/** Uniqueness does not depend on the order of what it is about. */
const inOrder = (unique: Unique): Unique => ({ ...unique, on: unique.on.toSorted() });

function* diffColumn(
  at: { readonly where: string; readonly table: string; readonly column: string },
  before: Column,
  after: Column,
): Generator<Change> {
  if (before.type !== after.type) yield { kind: "type-changed", ...at, from: before.type, to: after.type };
  if (before.nullable && !after.nullable) yield { kind: "null-refused", ...at };
  if (!before.nullable && after.nullable) yield { kind: "null-allowed", ...at };
  if (before.default !== after.default)
    yield { kind: "default-changed", ...at, from: before.default, to: after.default };
}

function* diffForeignKeys(
  where: string,
  before: readonly ForeignKey[],
  after: readonly ForeignKey[],
): Generator<Change> {
  const { added, removed } = diffSets(before, after);
  const left = [...removed];
  for (const key of added) {
    const index = left.findIndex(
      ({ columns, target, targetColumns }) =>
        target === key.target && equal([columns, targetColumns], [key.columns, key.targetColumns]),
    );
    const [from] = index < 0 ? [] : left.splice(index, 1);
    if (from) yield { kind: "foreign-key-acts-otherwise", where, from, to: key };
    else yield { kind: "foreign-key-added", where, key };
  }
  for (const key of left) yield { kind: "foreign-key-removed", where, key };
}

function* diffTexts(
  what: "view" | "sequence",
  before: Named<string>,
  after: Named<string>,
): Generator<Change> {
  for (const [where, text] of Object.entries(before))
    if (!Object.hasOwn(after, where)) yield { kind: `${what}-removed`, where };
    else if (after[where] !== text) yield { kind: `${what}-changed`, where };
  for (const where of Object.keys(after))
    if (!Object.hasOwn(before, where)) yield { kind: `${what}-added`, where };
}

function* diffEnums(before: Named<readonly string[]>, after: Named<readonly string[]>): Generator<Change> {
  for (const [where, values] of Object.entries(before)) {
    const now = after[where];
    if (!now) yield { kind: "enum-removed", where };
    else if (!equal(values, now)) {
      const { added, removed: gone } = diffSets(values, now);
      yield { kind: "enum-changed", where, gone, added };
    }
  }
  for (const where of Object.keys(after))
    if (!Object.hasOwn(before, where)) yield { kind: "enum-added", where };
}

/** Each once, whatever its place: two indexes that say the same are as good as one. */
function diffSets<T>(before: readonly T[], after: readonly T[]): { added: T[]; removed: T[] } {
  const missingIn = (others: readonly T[]) => (one: T, index: number, all: readonly T[]) =>
    !others.some((other) => equal(one, other)) && all.findIndex((other) => equal(one, other)) === index;
  return { added: after.filter(missingIn(before)), removed: before.filter(missingIn(after)) };
}
