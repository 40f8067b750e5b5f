import fc from "fast-check";
import { expect, test } from "vitest";
import type { Schema } from "./schema.ts";
import { diffSchemas } from "./schema-diff.ts";
import { anySchema, schema, table, text } from "./upgrade.fixture.ts";

const kinds = (before: Schema, after: Schema): string[] =>
  diffSchemas(before, after).map(({ kind, where }) => `${kind} ${where}`);

const turned = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toReversed());

test("a schema is no different from itself, in whatever order it was read", () => {
  fc.assert(
    fc.property(anySchema, (one) => {
      const other = schema(
        turned(
          Object.fromEntries(
            Object.entries(one.tables).map(([name, of]) => [
              name,
              {
                ...of,
                columns: turned(of.columns),
                uniques: of.uniques.toReversed(),
                indexes: of.indexes.toReversed(),
              },
            ]),
          ),
        ),
      );
      expect(diffSchemas(one, structuredClone(other))).toEqual([]);
    }),
  );
});

test("every table and column of either schema that the other has not is told once", () => {
  fc.assert(
    fc.property(anySchema, anySchema, (before, after) => {
      const told = kinds(before, after);
      expect(told.length).toBe(
        new Set(diffSchemas(before, after).map((change) => JSON.stringify(change))).size,
      );
      for (const name of Object.keys(before.tables))
        if (!(name in after.tables))
          expect(
            told.filter((one) => new RegExp(`^table-(removed|renamed) ${name}$`).test(one)),
          ).toHaveLength(1);
    }),
  );
});

test("a key that stands already as a unique index is no difference, nor is an index twice", () => {
  const before = schema({
    "public.chat": table({ a: text }, { uniques: [{ on: ["id"] }], indexes: ["btree (a)"] }),
  });
  const after = schema({
    "public.chat": table(
      { a: text },
      { uniques: [{ on: ["id"] }, { on: ["id"] }], indexes: ["btree (a)", "btree (a)"] },
    ),
  });
  expect(kinds(before, after)).toEqual([]);
});

test("a table that has another name is known by its columns, though another table took the name", () => {
  const old = table({ data: text, version: text });
  const before = schema({ "public.config": old });
  expect(kinds(before, schema({ "public.settings": old }))).toEqual(["table-renamed public.config"]);
  expect(
    kinds(before, schema({ "public.config_old": old, "public.config": table({ value: text }) })),
  ).toEqual([
    "table-renamed public.config",
    "column-removed public.config.data",
    "column-removed public.config.version",
    "column-added public.config.value",
  ]);
});

test("a foreign key that acts otherwise is one change", () => {
  const key = {
    columns: ["user_id"],
    target: "public.user",
    targetColumns: ["id"],
    onDelete: "cascade" as const,
    onUpdate: "no action" as const,
  };
  const of = (onDelete: "cascade" | "restrict") =>
    schema({ "public.chat": table({ user_id: text }, { foreignKeys: [{ ...key, onDelete }] }) });
  expect(kinds(of("cascade"), of("restrict"))).toEqual(["foreign-key-acts-otherwise public.chat"]);
});

test("views, sequences and values of a type are held by what they are", () => {
  const before = schema(
    {},
    {
      views: { "public.v": "select 1" },
      enums: { "public.role": ["user", "admin"] },
      sequences: { s: "bigint" },
    },
  );
  const after = schema(
    {},
    { views: { "public.v": "select 2" }, enums: { "public.role": ["user", "guest"] }, sequences: {} },
  );
  expect(kinds(before, after)).toEqual([
    "view-changed public.v",
    "sequence-removed s",
    "enum-changed public.role",
  ]);
});
