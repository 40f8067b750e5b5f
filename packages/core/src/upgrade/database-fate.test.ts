import { expect, test } from "vitest";
import type { Report } from "../ledger/records.ts";
import { databaseFate } from "./database-fate.ts";

const ended = (outcome: Report["outcome"]) => ({
  phase: "ended" as const,
  // Of a report no more is read.
  report: { outcome } as Report,
});
const switched = { from: "old.host", to: "restored.host" };

test("nobody knows what became of it until the release that migrates has ended, be it on its way back", () => {
  for (const phase of ["maintenance", "stopped", "rolling-back", "starting"] as const)
    expect(databaseFate({ phase }, {}).kind).toBe("unknown");
  expect(databaseFate(undefined, {}).kind).toBe("unknown");
});

test("it is as it was where that turned back and nothing was restored", () => {
  expect(databaseFate(ended("rolled-back"), {}).kind).toBe("as-it-was");
});

test("a restored one is another database than the replica follows, and is named; of any other end it is not back", () => {
  expect(databaseFate(ended("rolled-back"), { switched })).toMatchObject({
    error: "Release.ReplicaLeftBehind",
    cause: expect.stringContaining("restored.host"),
  });
  expect(databaseFate(ended("promoted"), {})).toMatchObject({ error: "Release.DatabaseNotBack" });
  expect(databaseFate({ phase: "stuck" }, { switched })).toMatchObject({ error: "Release.DatabaseNotBack" });
});
