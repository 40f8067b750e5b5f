import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "./answers.ts";
import type { ColumnContents, Contents } from "./contents.ts";
import { judgeContents } from "./judge-contents.ts";
import { anySchema, full, schema, table, text } from "./upgrade.fixture.ts";

const known = schema({ "public.user": table({ oauth: { type: "json", nullable: true }, name: text }) });
const held = full(known);

const column = (forms: Readonly<Record<string, number>>, digest = "d"): ColumnContents => ({
  forms,
  digest,
  uniform: false,
});
const users = (oauth: ColumnContents, rows = 500): Contents => {
  const of = held["public.user"]!;
  return { "public.user": { ...of, rows, columns: { ...of.columns, oauth } } };
};
const cells = (...oauth: string[]): Answer => ({
  said: "yes",
  rows: oauth.length,
  types: {},
  cells: { oauth },
});

const judged = (before: Contents, after: Contents, read: [Answer, Answer] = [cells(), cells()]) =>
  judgeContents({
    schemas: { before: known, after: known },
    before,
    after,
    read: () => ({ before: read[0], after: read[1] }),
  }).map((finding) => `${finding.class}: ${finding.sentence}`);

test("contents that are the same have no findings", () => {
  fc.assert(
    fc.property(anySchema, (one) => {
      const same = { schemas: { before: one, after: one }, before: full(one), after: full(one) };
      expect(judgeContents({ ...same, read: () => ({ before: undefined, after: undefined }) })).toEqual([]);
    }),
  );
});

test("rows that went elsewhere are missed, and where as many turned up is told", () => {
  const before = { "public.user": held["public.user"]! };
  const after: Contents = {
    "public.user": { ...before["public.user"], rows: 480 },
    "public.shared": { rows: 20, key: [], columns: {} },
  };
  expect(judged(before, after)[0]).toBe(
    "breaking: user had 500 rows and has 480; as many are new in shared: the old version reads an incomplete answer, without any error.",
  );
});

test("more rows than before are told, and harm nobody", () => {
  expect(judged(held, users(held["public.user"]!.columns.oauth!, 510))).toEqual([
    "additive: user has 10 rows more, which the old version reads as its own.",
  ]);
});

test("a column that was dropped and added again is empty, though no definition changed", () => {
  expect(judged(users(column({ object: 400 })), users(column({}, "0")))).toEqual([
    "breaking: user.oauth had 400 values and has 0.",
  ]);
});

test("rows that go by another key are told once", () => {
  const of = held["public.user"]!;
  const other = Object.fromEntries(
    Object.entries(of.columns).map(([name, one]) => [name, { ...one, digest: `${one.digest}'` }]),
  );
  expect(judged(held, { "public.user": { ...of, columns: other } })).toEqual([
    "breaking: user goes by other values of id: what the old version remembers it does not find.",
  ]);
});

describe("values that were written over", () => {
  const mixed = users(column({ object: 455, string: 20 }));
  const whole = users(column({ object: 475 }, "e"));
  test("are a repair where they took the form of the others, which stayed", () => {
    const read: [Answer, Answer] = [cells("object:1", "string:2"), cells("object:1", "object:3")];
    expect(judged(mixed, whole, read)).toEqual([
      "additive: user.oauth of 20 rows was string and is object, as in the others.",
    ]);
  });
  test("are none where the others changed with them", () => {
    const read: [Answer, Answer] = [cells("object:1", "string:2"), cells("object:9", "object:3")];
    expect(judged(mixed, whole, read)[0]).toMatch(/^breaking/);
  });
  test("are none where the old version has not known the form, or hardly", () => {
    expect(judged(users(column({ string: 475 })), whole)[0]).toMatch(/^breaking/);
    expect(judged(users(column({ string: 470, object: 5 })), whole)[0]).toMatch(/^breaking/);
  });
  test("fill what was NULL as the others are filled", () => {
    const [some, all] = [users(column({ object: 480 })), users(column({ object: 500 }, "e"))];
    expect(judged(some, all)).toEqual([
      "additive: user.oauth of 20 rows was NULL and is object, as in the others.",
    ]);
  });
  test("break where form and number are the same", () => {
    expect(judged(users(column({ object: 400 })), users(column({ object: 400 }, "e")))).toEqual([
      "breaking: user.oauth holds other values than before, in 400 rows at most.",
    ]);
  });
});
