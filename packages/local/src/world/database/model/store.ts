import { createHash } from "node:crypto";
import type { Contents } from "../contents.ts";
import type { Change, Row, Table, Value } from "../database-plane.ts";
import { SqlError } from "../sql-error.ts";

export interface ModelTable {
  readonly definition: Table;
  readonly rows: Map<Value, Row>;
  /** What the sequence gives next, where there is one. */
  next: number;
  /** As PostgreSQL finds it when it reads the table. */
  broken: boolean;
}

/** In which transaction a row was written, PostgreSQL's xmin: a change makes another row. */
const writtenIn = new WeakMap<Row, number>();

export const xminOf = (row: Row): number => writtenIn.get(row) ?? 0;

/** Tables with their rows in memory. Rows are never changed, so a copy shares them. */
export class Store {
  readonly #tables = new Map<string, ModelTable>();
  /** The id of the next transaction, or of the one that is at work. */
  transaction = 1;

  copy(): Store {
    const copy = new Store();
    copy.transaction = this.transaction;
    for (const [name, table] of this.#tables) copy.#tables.set(name, { ...table, rows: new Map(table.rows) });
    return copy;
  }

  /** Answers what undoes it. Throws an SqlError, and has changed nothing then. */
  apply(change: Change): () => void {
    if (change.kind === "create-table") return this.#create(change.table);
    if (change.kind === "drop-table") return this.#drop(change.table);
    if (change.kind === "add-column" || change.kind === "drop-column") return this.#alter(change);
    if (change.kind === "insert") return this.#insert(this.table(change.table), change.row);
    if (change.kind === "update") return this.#update(this.table(change.table), change.key, change.row);
    const gone: { readonly rows: Map<Value, Row>; readonly key: Value; readonly row: Row }[] = [];
    this.#delete(this.table(change.table), change.key, gone);
    return () => {
      for (const { rows, key, row } of gone) rows.set(key, row);
    };
  }

  rows(name: string): Row[] {
    const { rows, definition } = this.readable(name);
    return [...rows.values()].toSorted((one, other) =>
      compare(one[definition.key] ?? null, other[definition.key] ?? null),
    );
  }

  contents(): Contents {
    // As of real databases, those of the one schema that changes name.
    const names = this.names().filter((name) => !name.includes("."));
    const tables = names.map((name) => this.readable(name));
    return {
      tables: Object.fromEntries(
        tables.map(({ definition, rows }) => [
          definition.name,
          { rows: rows.size, digest: digestOf(this.rows(definition.name)) },
        ]),
      ),
      sequences: tables.flatMap(({ definition: { name, columns }, rows, next }) =>
        serialsOf(columns).map((column) => ({
          table: name,
          column,
          next,
          highest: Math.max(0, ...[...rows.values()].map((row) => Number(row[column]))),
        })),
      ),
      orphans: tables.flatMap((table) =>
        this.orphans(table).map(([column, rows]) => ({ table: table.definition.name, column, rows })),
      ),
      extensions: ["plpgsql"],
    };
  }

  names(): string[] {
    return [...this.#tables.keys()].toSorted();
  }

  /** Rows that refer to nothing, by column. */
  orphans({ definition: { references = {} }, rows }: ModelTable): [string, number][] {
    return Object.entries(references).map(([column, target]) => [
      column,
      [...rows.values()].filter((row) => this.#refersToNothing(row, column, target)).length,
    ]);
  }

  /** Rough: what a row takes as text, and PostgreSQL's 24 bytes about it. */
  sizeBytes(): number {
    let bytes = 7_500_000; // PostgreSQL's own tables
    for (const { rows } of this.#tables.values())
      for (const row of rows.values())
        for (const value of Object.values(row)) bytes += 8 + String(value).length;
    return bytes;
  }

  /** Throws an SqlError for an unknown table. */
  table(name: string): ModelTable {
    const table = this.#tables.get(name);
    if (!table) throw new SqlError("42P01", `relation "${name}" does not exist`);
    return table;
  }

  readable(name: string): ModelTable {
    const table = this.table(name);
    if (table.broken) throw new SqlError("XX001", `invalid page in block 0 of relation "${name}"`);
    return table;
  }

  clear(): void {
    this.#tables.clear();
  }

  #create(definition: Table): () => void {
    if (this.#tables.has(definition.name)) return () => {};
    for (const target of Object.values(definition.references ?? {})) this.table(target);
    this.#tables.set(definition.name, { definition, rows: new Map(), next: 1, broken: false });
    return () => this.#tables.delete(definition.name);
  }

  #drop(name: string): () => void {
    const table = this.table(name);
    this.#tables.delete(name);
    return () => this.#tables.set(name, table);
  }

  /** As PostgreSQL, which writes no row anew for it. */
  #alter({ kind, table: name, column, ...rest }: Extract<Change, { column: string }>): () => void {
    const table = this.table(name);
    const { [column]: there, ...others } = table.definition.columns;
    if (kind === "add-column" && there)
      throw new SqlError("42701", `column "${column}" of relation "${name}" already exists`);
    if (kind === "drop-column" && !there) throw undefinedColumn(name, column);
    const added = "type" in rest ? { [column]: rest.type } : {};
    const rows = [...table.rows].map(([key, before]): [Value, Row] => {
      const { [column]: _, ...kept } = before;
      const row = "type" in rest ? { ...kept, [column]: null } : kept;
      writtenIn.set(row, xminOf(before));
      return [key, row];
    });
    const definition = { ...table.definition, columns: { ...others, ...added } };
    this.#tables.set(name, { ...table, definition, rows: new Map(rows) });
    return () => this.#tables.set(name, table);
  }

  #insert(table: ModelTable, given: Row): () => void {
    const { definition, rows, next } = table;
    mustHave(definition, given);
    const row: Record<string, Value> = {};
    let wanted = next;
    for (const [column, type] of Object.entries(definition.columns))
      row[column] = given[column] ?? (type === "serial" ? wanted++ : null);
    const key = row[definition.key] ?? null;
    if (rows.has(key))
      throw new SqlError("23505", `duplicate key value violates unique constraint "${definition.name}_pkey"`);
    this.#check(definition, row);
    writtenIn.set(row, this.transaction);
    rows.set(key, row);
    table.next = wanted;
    return () => {
      rows.delete(key);
      table.next = next;
    };
  }

  #update({ definition, rows }: ModelTable, key: Value, change: Row): () => void {
    mustHave(definition, change);
    const before = rows.get(key);
    if (!before) return () => {};
    const row = { ...before, ...change };
    this.#check(definition, row);
    writtenIn.set(row, this.transaction);
    rows.set(key, row);
    return () => rows.set(key, before);
  }

  #delete(
    { definition, rows }: ModelTable,
    key: Value,
    gone: { readonly rows: Map<Value, Row>; readonly key: Value; readonly row: Row }[],
  ): void {
    const row = rows.get(key);
    if (!row) return;
    rows.delete(key);
    gone.push({ rows, key, row });
    for (const other of this.#tables.values())
      for (const [column, target] of Object.entries(other.definition.references ?? {}))
        if (target === definition.name)
          for (const [otherKey, candidate] of other.rows)
            if (candidate[column] === key) this.#delete(other, otherKey, gone);
  }

  #check({ name, references = {} }: Table, row: Row): void {
    for (const [column, target] of Object.entries(references))
      if (this.#refersToNothing(row, column, target))
        throw new SqlError(
          "23503",
          `insert or update on table "${name}" violates foreign key constraint "${name}_${column}_fkey"`,
        );
  }

  /** A table that was dropped took its foreign keys along. */
  #refersToNothing(row: Row, column: string, target: string): boolean {
    const value = row[column] ?? null;
    const there = this.#tables.get(target);
    return value !== null && there !== undefined && !there.rows.has(value);
  }
}

function mustHave({ name, columns }: Table, row: Row): void {
  for (const column in row) if (!Object.hasOwn(columns, column)) throw undefinedColumn(name, column);
}

export const undefinedColumn = (table: string, column: string): SqlError =>
  new SqlError("42703", `column "${column}" of relation "${table}" does not exist`);

export const serialsOf = (columns: Table["columns"]): string[] =>
  Object.entries(columns).flatMap(([column, type]) => (type === "serial" ? [column] : []));

const compare = (one: Value, other: Value): number =>
  typeof one === "number" && typeof other === "number" ? one - other : String(one) < String(other) ? -1 : 1;

const digestOf = (rows: readonly Row[]): string =>
  createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 32);
