import { describe, expect, test } from "vitest";
import { judgeChange } from "./judge-change.ts";
import type { Table } from "./schema.ts";
import { diffSchemas } from "./schema-diff.ts";
import { full, id, schema, table, text } from "./upgrade.fixture.ts";

const users = table({ email: text, name: { ...id } });
const chats = table({ user_id: text, kind: text });

/** Verdicts on what becomes of a database of users and chats, each with `rows` rows. */
function verdicts(
  after: Readonly<Record<string, Table>>,
  rows = 500,
  before: Readonly<Record<string, Table>> = {},
): string[] {
  const old = schema({ "public.user": users, "public.chat": chats, ...before });
  const now = schema({ "public.user": users, "public.chat": chats, ...before, ...after });
  const around = { before: old, after: now, held: full(old, rows), holds: full(now, rows) };
  return diffSchemas(old, now).map((change) => judgeChange(change, around).class);
}

const key = (columns: string[], onDelete: "cascade" | "no action" | "set null") => ({
  columns,
  target: "public.user",
  targetColumns: ["id"],
  onDelete,
  onUpdate: "no action" as const,
});
const chat = (columns: Parameters<typeof table>[0], more: Partial<Table> = {}) => ({
  "public.chat": table({ user_id: text, kind: text, ...columns }, more),
});
const user = (columns: Parameters<typeof table>[0], more: Partial<Table> = {}) => ({
  "public.user": table({ email: text, name: id, ...columns }, more),
});
const byId = { on: ["id"] };

const short = { type: "character varying(20)", nullable: true };

describe("the old version goes on", () => {
  test.each<[string, Readonly<Record<string, Table>>, number?, Readonly<Record<string, Table>>?]>([
    ["beside a new table", { "public.note": table({}) }],
    [
      "beside a new table that goes with its rows",
      { "public.note": table({}, { foreignKeys: [key(["id"], "cascade")] }) },
    ],
    ["without a column that may be NULL", chat({ pinned: text })],
    ["without a column that has a default", chat({ pinned: { ...id, default: "false" } })],
    ["with an index more", chat({}, { indexes: ["btree (user_id)"] })],
    [
      "with a longer text",
      { "public.tag": table({ kind: text }) },
      500,
      { "public.tag": table({ kind: short }) },
    ],
    [
      "with a key that it has never broken in many rows",
      user({}, { uniques: [byId, { on: ["lower(email)"], where: "email IS NOT NULL" }] }),
    ],
    ["with a wider key where a narrower one stands", user({}, { uniques: [byId, { on: ["id", "email"] }] })],
    [
      "with a key on a column that is NULL in what it adds",
      user({ handle: text }, { uniques: [byId, { on: ["handle"] }] }),
      3,
    ],
    [
      "with a column that refers to others and is NULL in what it adds",
      chat({ folder: text }, { foreignKeys: [key(["folder"], "set null")] }),
      3,
    ],
    ["with a column that may be NULL now", user({ name: text })],
    ["with a column that it has always filled", chat({ kind: id })],
  ])("%s", (_, after, rows, before) => {
    const found = verdicts(after, rows, before);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(["additive"]));
  });
});

describe("the old version cannot go on", () => {
  test.each<[string, Readonly<Record<string, Table>>, number?, Readonly<Record<string, Table>>?]>([
    ["without a column", { "public.chat": table({ user_id: text }) }],
    ["without a table's name", { "public.chat": table({ other: text }) }],
    ["when a text is handed out as a document", chat({ kind: { type: "json", nullable: true } })],
    ["when a text is shorter", chat({ kind: short })],
    ["when it must fill what it does not know", chat({ pinned: id })],
    ["when it must fill a column, and has few rows to show that it does", chat({ kind: id }), 20],
    ["with a key that few rows speak for", user({}, { uniques: [byId, { on: ["lower(email)"] }] }), 20],
    [
      "with a key on a column that is alike in all that it adds",
      user({ handle: { ...id, default: "''" } }, { uniques: [byId, { on: ["handle"] }] }),
      20,
    ],
    [
      "when rows of a new table keep it from deleting",
      { "public.note": table({}, { foreignKeys: [key(["id"], "no action")] }) },
    ],
    ["when its own rows keep it from deleting", chat({}, { foreignKeys: [key(["user_id"], "no action")] })],
    [
      "when a write does something more",
      chat({}, { triggers: ["BEFORE INSERT ON chat EXECUTE FUNCTION f()"] }),
    ],
    [
      "when the rows of what it deletes stay",
      { "public.tag": table({}) },
      500,
      { "public.tag": table({}, { foreignKeys: [key(["id"], "cascade")] }) },
    ],
    [
      "when what it leaves to the database is refused",
      { "public.tag": table({ at: id }) },
      500,
      { "public.tag": table({ at: { ...id, default: "now()" } }) },
    ],
  ])("%s", (_, after, rows, before) => {
    expect(verdicts(after, rows, before)).toContain("breaking");
  });
});

test("a column that had NULLs is refused, whatever the number of rows", () => {
  const old = schema({ "public.chat": chats });
  const now = schema(chat({ kind: id }));
  const held = full(old);
  const [change] = diffSchemas(old, now);
  const chatRows = held["public.chat"]!;
  const some = {
    ...chatRows,
    columns: { ...chatRows.columns, kind: { forms: { value: 499 }, digest: "", uniform: false } },
  };
  const around = { before: old, after: now, held: { "public.chat": some }, holds: full(now) };
  expect(judgeChange(change!, around)).toMatchObject({
    class: "breaking",
    sentence: "chat.kind must not be NULL any more, and was in 1 row that the old version wrote.",
  });
});

test("what counts rows says how likely it is wrong", () => {
  const now = schema(user({}, { uniques: [byId, { on: ["lower(email)"] }] }));
  const old = schema({ "public.user": users });
  const around = { before: old, after: now, held: full(old), holds: full(now) };
  expect(diffSchemas(old, now).map((change) => judgeChange(change, around).sentence)).toEqual([
    "user must not repeat (lower(email)): it holds in all 500 rows, so at most 1 in 166 writes of the old version break it (95 %).",
  ]);
});
