import { expect, test } from "vitest";
import { answerCommand, restoreCommand } from "./backup-command.ts";

const of = { region: "us-east-1", target: "database" };
const endpoint = "http://127.0.0.1:4566";

test("a restore is the command that does the same", () => {
  const time = Date.parse("2026-11-21T21:59:00Z");
  expect(restoreCommand(endpoint, of, { time }, "it's gone")).toBe(
    "npm run -s signalbox -- backup restore database --time 2026-11-21T21:59:00.000Z --reason 'it'\\''s gone' --watch --endpoint http://127.0.0.1:4566 --region us-east-1",
  );
  expect(restoreCommand(endpoint, of, { point: "arn:x" }, "")).toContain("--point arn:x --reason '…'");
});

test("an answer to a restore that waits is the command that gives it", () => {
  expect(answerCommand(endpoint, { region: "us-east-1", run: "restore-files-1" }, "back", "")).toContain(
    "signalbox -- backup back restore-files-1 --reason '…' --watch",
  );
});
