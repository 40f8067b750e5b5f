import { expect, test } from "vitest";
import type { Answer } from "./answers.ts";
import { judgeAnswers, judgeNewAnswers } from "./judge-answers.ts";
import type { Probe } from "./probes.ts";

const probe = (id: string, does: Probe["does"] = "read"): Probe => ({
  id: `public.chat: ${id}`,
  table: "public.chat",
  does,
  text: "select 1",
  values: [],
});
const yes = (rows: number, types: Readonly<Record<string, string>> = {}): Answer => ({
  said: "yes",
  rows,
  types,
  cells: {},
});
const no = (sqlstate: string, message: string): Answer => ({ said: "no", sqlstate, message });
const told = (probes: Probe[], before: Answer[], after: (Answer | undefined)[]) => {
  const by = (answers: (Answer | undefined)[]) =>
    Object.fromEntries(answers.flatMap((answer, at) => (answer ? [[probes[at]!.id, answer]] : [])));
  return judgeAnswers(probes, by(before), by(after)).map(({ sentence }) => sentence);
};

test("statements that are answered as before have no finding, and texts of any length are alike", () => {
  const was = yes(1, { title: "character varying(255)" });
  expect(told([probe("read")], [was], [yes(1, { title: "text" })])).toEqual([]);
});

test("all of a table that are refused alike are one finding", () => {
  const gone = no("42703", 'column "data" does not exist');
  const probes = [probe("read"), probe("insert", "insert")];
  expect(told(probes, [yes(1), yes(1)], [gone, no("42703", "another sentence")])).toEqual([
    '2 statements of the old version on chat (read, insert): 42703, column "data" does not exist.',
  ]);
});

test("a document instead of a text, other rows, and no answer at all are findings", () => {
  const text = { chat: "text" };
  expect(told([probe("read")], [yes(1, text)], [yes(1, { chat: "json" })])).toEqual([
    "1 statement of the old version on chat (read): handed out as json instead of text in chat.",
  ]);
  expect(told([probe("delete", "delete")], [yes(1)], [yes(0)])).toEqual([
    "1 statement of the old version on chat (delete): 0 rows instead of 1.",
  ]);
  expect(told([probe("read")], [yes(1)], [undefined])).toHaveLength(1);
});

test("what was refused before the migration tells nothing about it", () => {
  expect(told([probe("delete", "delete")], [no("23503", "is referred to")], [no("42703", "gone")])).toEqual(
    [],
  );
});

test("the new version's own statements that fail refuse the release", () => {
  expect(
    judgeNewAnswers([probe("read")], { "public.chat: read": no("42P01", "no such table") }),
  ).toMatchObject([{ class: "refused", where: "public.chat" }]);
  expect(judgeNewAnswers([probe("read")], { "public.chat: read": yes(0) })).toEqual([]);
});
