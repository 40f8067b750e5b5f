import fc from "fast-check";
import type { Contents } from "./contents.ts";
import type { Surveyed, UpgradeEvidence } from "./evidence.ts";
import type { Column, Schema, Table } from "./schema.ts";

export const text: Column = { type: "text", nullable: true };
export const id: Column = { type: "text", nullable: false };

export const table = (columns: Readonly<Record<string, Column>>, more: Partial<Table> = {}): Table => ({
  columns: { id, ...columns },
  uniques: [{ on: ["id"] }],
  foreignKeys: [],
  checks: [],
  indexes: [],
  triggers: [],
  ...more,
});

export const schema = (tables: Readonly<Record<string, Table>>, more: Partial<Schema> = {}): Schema => ({
  tables,
  views: {},
  enums: {},
  sequences: {},
  ...more,
});

/** All columns of all tables full in every row. */
export const full = ({ tables }: Schema, rows = 500): Contents =>
  Object.fromEntries(
    Object.entries(tables).map(([name, { columns }]) => [
      name,
      {
        rows,
        key: ["id"],
        columns: Object.fromEntries(
          Object.keys(columns).map((column) => [
            column,
            { forms: rows === 0 ? {} : { value: rows }, digest: `${name}.${column}`, uniform: false },
          ]),
        ),
      },
    ]),
  );

export const surveyed = (of: Schema, more: Partial<Surveyed> = {}): Surveyed => ({
  revisions: ["b"],
  schema: of,
  contents: full(of),
  unfinished: [],
  ...more,
});

/** A release whose migration went well, between two databases. */
export const evidence = (
  before: Surveyed,
  after: Surveyed | undefined,
  more: Partial<UpgradeEvidence> = {},
): UpgradeEvidence => ({
  version: 1,
  revisions: ["a", "b", "c"],
  migration: { ended: "done", seconds: 2 },
  before,
  ...(after ? { after: { ...after, revisions: ["c"] } } : {}),
  old: { probes: [], before: {}, after: {} },
  ...more,
});

const name = fc.constantFrom("user", "chat", "email", "meta", "kind", "at");
const type = fc.constantFrom(
  "text",
  "character varying(255)",
  "bigint",
  "json",
  "boolean",
  "timestamp without time zone",
);
const column: fc.Arbitrary<Column> = fc.record(
  { type, nullable: fc.boolean(), default: fc.constantFrom("0", "now()") },
  { requiredKeys: ["type", "nullable"] },
);

export const anyTable: fc.Arbitrary<Table> = fc
  .record({
    columns: fc.dictionary(name, column, { maxKeys: 5 }),
    indexed: fc.array(name, { maxLength: 2 }),
    unique: fc.boolean(),
  })
  .map(({ columns, indexed, unique }) => {
    const first = Object.keys(columns)[0];
    return table(columns, {
      uniques: [{ on: ["id"] }, ...(unique && first !== undefined ? [{ on: [first] }] : [])],
      indexes: indexed.map((one) => `btree (${one})`),
    });
  });

export const anySchema: fc.Arbitrary<Schema> = fc
  .dictionary(
    name.map((one) => `public.${one}`),
    anyTable,
    { maxKeys: 4 },
  )
  .map((tables) => schema(tables));
