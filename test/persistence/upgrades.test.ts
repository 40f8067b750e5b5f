import { classify } from "@signalbox/core/upgrade/classify";
import { UpgradeEvidence } from "@signalbox/core/upgrade/evidence";
import type { UpgradeFinding } from "@signalbox/core/upgrade/finding";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lived, liveThrough } from "../upgrades/lived.fixture.ts";

let lived: Lived;
beforeAll(async () => {
  lived = await liveThrough(["v0.3.31", "v0.6.32", "v0.6.37", "v0.8.1", "v0.9.0", "v0.10.0"]);
});
afterAll(() => lived[Symbol.asyncDispose]());

const breaks = (findings: readonly UpgradeFinding[]): string[] =>
  findings.filter((one) => one.class === "breaking").map(({ layer, sentence }) => `${layer}: ${sentence}`);

describe("the real history of Open WebUI:", () => {
  test("a text that becomes a document is seen by its definition and by the statements that it refuses", async () => {
    const broken = `update chat set chat = '{broken' where id = 'chat-0000003'`;
    expect(await lived.fail("v0.3.31", "v0.3.33", [broken])).toEqual(["22P02"]);
    const { judgement, evidence } = await lived.jump("v0.3.31", "v0.3.33", broken.replace("{broken", "{}"));
    const told = breaks(judgement.findings);
    expect(told).toContain(
      "schema: chat.chat was text and is json: the old version is handed something else.",
    );
    expect(told).toContainEqual(expect.stringMatching(/^statements: .*chat LIKE.*42883/));
    expect(told).toContainEqual(expect.stringMatching(/^contents: tag goes by other values of id/));
    // A rehearsal is kept as JSON.
    expect(UpgradeEvidence.parse(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
  });

  test("what a database was really asked is asked again without its values", async () => {
    const statements = await lived.asked("v0.9.0", [
      "select id from chat where title like '%cloud%'",
      "select count(*) from note where is_pinned",
    ]);
    expect(statements.map(({ does, text }) => `${does} ${text}`)).toEqual([
      "plan select id from chat where title like $1",
      "plan select count(*) from note where is_pinned",
    ]);
    const { judgement } = await lived.jump("v0.9.0", "v0.9.3", undefined, statements);
    expect(breaks(judgement.findings)).toContainEqual(
      'statements: 1 statement of the old version (select count(*) from note where is_pinned): 42703, column "is_pinned" does not exist.',
    );
  });

  test("rows that move to another table are a break that no definition shows", async () => {
    const { judgement } = await lived.jump("v0.8.1", "v0.9.0");
    expect(breaks(judgement.findings)).toEqual([
      expect.stringMatching(/^contents: chat had \d+ rows and has \d+; as many are new in .*shared_chat: /),
    ]);
  });

  test("a column that two releases drop and add again is found empty", async () => {
    const { judgement, evidence } = await lived.jump("v0.6.37", "v0.6.42");
    const column = ({ schema }: UpgradeEvidence["before"]) => schema.tables["public.knowledge"]?.columns.data;
    expect(column(evidence.before)).toEqual({ type: "json", nullable: true });
    expect(evidence.after && column(evidence.after)).toEqual({ type: "json", nullable: true });
    expect(breaks(judgement.findings)).toContainEqual(
      expect.stringMatching(/^contents: knowledge\.data had \d+ values and has 0\.$/),
    );
  });

  test("a key on addresses that nobody has broken is no break, nor is a repair of some rows", async () => {
    const address = `update "user" set email = 'PERSON1@example.com' where id = 'user-000002'`;
    expect(await lived.fail("v0.10.0", "v0.11.0", [address])).toEqual(["23505"]);
    const encoded = `update "user" set email = id, oauth = case when right(id, 1) = '7' then to_json(oauth::text) else oauth end`;
    const { judgement } = await lived.jump("v0.10.0", "v0.11.1", encoded);
    expect(judgement).toMatchObject({ class: "additive", refused: [] });
    const told = judgement.findings.map(({ sentence }) => sentence);
    expect(told[0]).toMatch(/^user must not repeat \(lower\(email::text\)\).*1 in 40 writes/);
    expect(told).toContainEqual(
      expect.stringMatching(/^user\.oauth of \d+ rows was string and is object, as in the others\.$/),
    );
    expect(judgement.catchUp.map(({ where }) => where)).toEqual(["public.chat.current_message_id"]);
  });
});

test("a release that fails on the data is refused, and the database is as it was, though the application starts", async () => {
  const twice = `update "group" set user_ids = '["user-000001","user-000001"]' where id = 'group-0'`;
  const left = "create table group_member (id text primary key)";
  const keyless = "drop table group_member; drop index user_id cascade";
  const ends = await lived.fail("v0.6.32", "v0.6.37", [twice, left, keyless]);
  expect(ends).toEqual(["23505", "42P07", "42830"]);
  const orphan = `create unique index on "user" (id); update "group" set user_ids = '["nobody"]' where id = 'group-0'`;
  const { judgement, evidence } = await lived.jump("v0.6.32", "v0.6.37", orphan);
  expect(evidence.after?.schema).toEqual(evidence.before.schema);
  expect(evidence.after?.contents).toEqual(evidence.before.contents);
  expect(judgement.refused.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^The migration failed with 23503 .* violates foreign key constraint/),
  ]);
  const { refused } = classify({ ...evidence, migration: { ended: "done", seconds: 1 } });
  expect(refused.map(({ sentence }) => sentence)).toEqual([
    "The migration ended as if all were well, and the database is at a5c220713937 instead of 37f288994c47: a failure was swallowed.",
  ]);
});
