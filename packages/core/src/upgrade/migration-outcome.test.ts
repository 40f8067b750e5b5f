import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeMigration, type MigrationSeen } from "./migration-outcome.ts";
import { full, schema, surveyed, table, text } from "./upgrade.fixture.ts";

const old = schema({ "public.chat": table({ title: text }), "public.group": table({ user_ids: text }) });
const changed = schema({ "public.chat": table({ title: text }), "public.group": table({}) });
const before = surveyed(old);
const after = surveyed(changed, { revisions: ["c"] });
const done = { ended: "done", seconds: 3 } as const;
const asRehearsed: MigrationSeen = {
  rehearsed: { before, after },
  before,
  after,
  migration: done,
  quiet: true,
};

/** A database of `rows` chats of which `moved` have gone elsewhere. */
const chats = (rows: number, moved: number) => {
  const contents = full(old, rows);
  const chat = contents["public.chat"]!;
  return { ...contents, "public.chat": { ...chat, rows: rows - moved } };
};

test("a database that is as the rehearsal left its clone fits, with as many rows more as users wrote since", () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 5_000 }), fc.integer({ min: 1, max: 400 }), (rows, moved) => {
      const rehearsed = {
        before: surveyed(old, { contents: chats(500, 0) }),
        after: { ...after, contents: chats(500, 120) },
      };
      const real = {
        before: surveyed(old, { contents: chats(rows, 0) }),
        after: { ...after, contents: chats(rows, moved) },
      };
      expect(judgeMigration({ ...asRehearsed, rehearsed, ...real })).toEqual({
        fits: true,
        changed: true,
        problem: null,
        seconds: 3,
      });
    }),
  );
});

describe("a migration does not fit", () => {
  test.each<[string, Partial<MigrationSeen>, boolean, RegExp]>([
    [
      "that failed and rolled back, and nothing is changed",
      { migration: { ended: "failed", seconds: 1, sqlstate: "23505" }, after: before },
      false,
      /failed with 23505 .* it has rolled back/,
    ],
    [
      "that was killed after it had committed something",
      { migration: { ended: "killed", seconds: 1 } },
      true,
      /ended from outside .* what it did stayed/,
    ],
    ["that said done and changed nothing", { after: before }, false, /at b, and the rehearsal ended at c/],
    [
      "that left another schema",
      { after: { ...after, schema: schema({ "public.chat": table({ title: text }) }) } },
      true,
      /The schema is not the rehearsal's/,
    ],
    [
      "that took rows away which the clone kept",
      { after: { ...after, contents: chats(500, 7) } },
      true,
      /chat had 500 rows and has 493/,
    ],
    [
      "that left something unfinished",
      { after: { ...after, unfinished: ["chat_idx"] } },
      true,
      /chat_idx is not finished/,
    ],
  ])("%s", (_, other, isChanged, cause) => {
    const outcome = judgeMigration({ ...asRehearsed, ...other });
    expect(outcome).toMatchObject({ fits: false, changed: isChanged });
    expect(outcome.problem?.cause).toMatch(cause);
  });
});

test("of a migration of which nobody knows how it ended the database alone says what became of it", () => {
  expect(judgeMigration({ ...asRehearsed, migration: undefined })).toMatchObject({
    fits: true,
    changed: true,
  });
  expect(judgeMigration({ ...asRehearsed, migration: undefined, after: before })).toMatchObject({
    fits: false,
    changed: false,
  });
});

test("what users wrote beside a migration is not held against it", () => {
  const beside = { ...asRehearsed, after: { ...after, contents: chats(500, 7) }, quiet: false };
  expect(judgeMigration(beside)).toMatchObject({ fits: true });
  const nothing = {
    ...beside,
    after: { ...before, contents: { "public.chat": { rows: 9, key: ["id"], columns: {} } } },
  };
  expect(judgeMigration(nothing)).toMatchObject({ fits: false, changed: false });
});
