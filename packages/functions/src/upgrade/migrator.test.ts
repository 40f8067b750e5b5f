import { describe, expect, test } from "vitest";
import { hasSpoken, migrationOf } from "./migrator.ts";

const revisions = '{"signalbox": "revisions", "revisions": ["a", "b"]}';
const done = '{"signalbox": "migration", "ended": "done", "seconds": 31.8}';
const failed = (sqlstate: string, message: string) =>
  JSON.stringify({ signalbox: "migration", ended: "failed", seconds: 2, sqlstate, message });
const end = { exitCode: 0, seconds: 40, reason: "Essential container in task exited" };

describe("a migrator", () => {
  test("that says it is done and exits with 0 has done it", () => {
    expect(migrationOf(["INFO  [alembic] a -> b", revisions, done], end)).toEqual({
      revisions: ["a", "b"],
      migration: { ended: "done", seconds: 31.8 },
    });
  });

  test("that failed says with what, and no value of a row", () => {
    const lines = [revisions, failed("22P02", 'invalid input syntax for type integer: "born in 1970"')];
    expect(migrationOf(lines, { ...end, exitCode: 1 }).migration).toEqual({
      ended: "failed",
      seconds: 2,
      sqlstate: "22P02",
      log: 'invalid input syntax for type integer: "…"',
    });
    const names = 'column "x" of relation "chat" already exists';
    expect(migrationOf([failed("42701", names)], { ...end, exitCode: 1 }).migration.log).toBe(names);
  });

  test.each([
    ["is stopped without a word", [revisions], 137],
    ["is stopped after its last word", [revisions, done], 137],
    ["exits with 0 without a word", ["Started"], 0],
    ["never had a container", [], undefined],
    ["says what nobody understands", ['{"signalbox": "migration", "ended": "well"}', '{"signalbox'], 0],
  ])("that %s was killed", (_how, lines, exitCode) => {
    const killed = { ended: "killed", seconds: 40, log: end.reason };
    expect(migrationOf(lines, { ...end, exitCode }).migration).toEqual(killed);
  });

  test("has spoken once it has said how it ended", () => {
    expect([[revisions], [revisions, done], [failed("42701", "x")]].map(hasSpoken)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
