import { expect, test } from "vitest";
import { jobFindings } from "./job.ts";
import { sizeFindings } from "./size.ts";

const last = [90, 100, 110].map((entries) => ({ entries, bytes: entries * 1_000 }));
const found = (entries: number, bytes = entries * 1_000, of = last) =>
  sizeFindings({ entries, bytes }, of).map(({ error, where }) => `${error} ${where}`);

test("an empty backup is refused, whatever came before", () => {
  expect(found(0, 5_000, [])).toEqual(["Backup.Empty size"]);
});

test("a backup is held against the middle of the last ones, in entries and in bytes, from three of them on", () => {
  expect(found(50)).toEqual([]);
  expect(found(49)).toEqual(["Backup.FarSmaller entries", "Backup.FarSmaller bytes"]);
  expect(found(100, 49_999)).toEqual(["Backup.FarSmaller bytes"]);
  expect(found(300)).toEqual([]);
  expect(found(301)).toEqual(["Backup.FarLarger entries", "Backup.FarLarger bytes"]);
  expect(found(1, 1, last.slice(1))).toEqual([]);
});

test("one point out of the ordinary among the last ones changes nothing, and old ones are forgotten", () => {
  const odd = [...last, { entries: 10_000, bytes: 1 }, ...last];
  expect(found(60, 60_000, odd)).toEqual([]);
  const grown = [...last, ...Array.from({ length: 7 }, () => ({ entries: 1_000, bytes: 1_000_000 }))];
  expect(found(1_000, 1_000_000, grown)).toEqual([]);
  expect(found(100, 100_000, grown)).toHaveLength(2);
});

const wantedAt = Date.parse("2026-11-21T02:00:00Z");
const ended = (state: string, message = "", capturedAt: number | undefined = wantedAt) =>
  jobFindings({ state, message, capturedAt, wantedAt }).map(({ error }) => error);

test("a job that is COMPLETED without a word, with a point of its own time, ended well", () => {
  expect(ended("COMPLETED")).toEqual([]);
  expect(ended("COMPLETED", '""')).toEqual([]);
});

test.each([
  ["COMPLETED", '"3 objects were not backed up."', "Backup.CompletedWithIssues"],
  [
    "EXPIRED",
    "Backup job failed to start before it reached its start window expiration.",
    "Backup.JobNotStarted",
  ],
  ["ABORTED", '"Backup job was stopped by user."', "Backup.JobAborted"],
  ["PARTIAL", "", "Backup.Partial"],
  [
    "FAILED",
    '"Backup job failed because backup vault arn:aws:backup:us-west-2:1:backup-vault:a does not exist."',
    "Backup.VaultMissing",
  ],
  ["FAILED", "Access denied exception while trying to list tags", "Backup.AccessDenied"],
  ["FAILED", "The KMS key arn:aws:kms:us-east-1:1:key/a is pending deletion.", "Backup.WrongKey"],
  [
    "FAILED",
    "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it.",
    "Backup.WrongKey",
  ],
  ["FAILED", "An internal error occurred.", "Backup.JobFailed"],
] as const)("a job that is %s with %j is %s", (state, message, name) => {
  expect(ended(state, message)).toEqual([name]);
});

test("a point that is older than the run that wanted it is another run's", () => {
  expect(ended("COMPLETED", "", wantedAt - 61_000)).toEqual(["Backup.OldPoint"]);
  expect(ended("COMPLETED", "", wantedAt - 59_000)).toEqual([]);
});
