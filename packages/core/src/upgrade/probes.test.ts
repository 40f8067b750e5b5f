import fc from "fast-check";
import { expect, test } from "vitest";
import { probesOf, type Sample } from "./probes.ts";
import { anySchema, id, schema, table, text } from "./upgrade.fixture.ts";

const rows = (count: number): Sample[] =>
  Array.from({ length: count }, (_, row) => ({
    id: `u${row}`,
    email: `person${row}@example.com`,
    role: "user",
    meta: `{"n":${row}}`,
  }));
const users = schema({ "public.user": table({ email: text, role: text, meta: text }) });
const find = (does: string, samples: Sample[]) =>
  probesOf(users, { "public.user": samples }).find((one) => one.does === does);

test("each probe has a value for each of its places, and an id of its own", () => {
  fc.assert(
    fc.property(anySchema, fc.nat({ max: 3 }), (any, count) => {
      const samples = Object.fromEntries(
        Object.entries(any.tables).map(([name, { columns }]) => [
          name,
          Array.from({ length: count }, (_, row) =>
            Object.fromEntries(Object.keys(columns).map((column) => [column, `${row}`])),
          ),
        ]),
      );
      const probes = probesOf(any, samples);
      expect(new Set(probes.map((one) => one.id)).size).toBe(probes.length);
      for (const { text: said, values } of probes)
        expect([...said.matchAll(/\$\d+/g)].map(([place]) => place)).toEqual(
          values.map((_, at) => `$${at + 1}`),
        );
    }),
  );
});

test("every column is named in what is read and in what is added", () => {
  for (const does of ["read", "insert"])
    for (const column of ["id", "email", "role", "meta"])
      expect(find(does, rows(1))?.text).toContain(`"${column}"`);
});

test("a row that is added has other values where rows never repeat, and stays a document where it is one", () => {
  expect(find("insert", rows(40))?.values).toEqual([
    "probe-u0",
    "probe-person0@example.com",
    "user",
    '{"n":0}',
  ]);
});

test("few rows do not show that they never repeat: only what a key says is another", () => {
  expect(find("insert", rows(5))?.values).toEqual(["probe-u0", "person0@example.com", "user", '{"n":0}']);
});

test("what the database fills is left to it once, and written once", () => {
  const counted = schema({
    "public.log": table({
      number: { type: "bigint", nullable: false, default: "nextval" },
      at: { ...id, default: "now()" },
    }),
  });
  const [first, second] = probesOf(counted, {}).filter(({ does }) => does === "insert");
  expect(first?.text).toBe('insert into "public"."log" ("id", "at") values ($1, $2)');
  expect(second?.text).toBe('insert into "public"."log" ("id") values ($1)');
});

test("a table without a key is read, and nothing in it is changed", () => {
  const loose = schema({ "public.log": table({}, { uniques: [] }) });
  expect(probesOf(loose, { "public.log": [{ id: "1" }] }).map(({ does }) => does)).toEqual([
    "read",
    "insert",
  ]);
});
