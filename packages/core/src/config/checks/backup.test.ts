import { expect, test } from "vitest";
import { problemsOf } from "../config.fixture.ts";

const hourly = { target: "database", schedule: "cron(0 * * * ? *)", retentionDays: 7 };
const problems = (classes: object, more: object = {}) =>
  problemsOf({ backup: { classes }, ...more }).map(
    ({ path, wrong, allowed }) => `${path}: ${wrong}; ${allowed}`,
  );

test("two classes of one target and tier are refused, and one that no schedule makes", () => {
  expect(problems({ "database-hourly": hourly })).toEqual([]);
  // The sound configuration has a class `daily` of the database.
  expect(problems({ "database-daily": { ...hourly, retentionDays: 30 } })).toEqual([
    "backup.classes.database-daily: daily is database/daily too; a name that begins with database- and goes on with the tier, such as database-daily",
  ]);
  expect(problems({ "database-point-in-time": hourly })).toEqual([
    expect.stringMatching(
      /^backup\.classes\.database-point-in-time: database\/point-in-time is made by no schedule/,
    ),
  ]);
});

test("a point that would be deleted before its successor is verified is refused", () => {
  const kept = (retentionDays: number, schedule: string) =>
    problems({ "files-kept": { target: "files", schedule, retentionDays } });
  expect(kept(1, "cron(0 3 * * ? *)")).toEqual([
    "backup.classes.files-kept.retentionDays: its verified point would be deleted before the next one is made, restored and checked; at least 2 d, for runs that are up to 24 h apart and an RTO of 240 min",
  ]);
  expect(kept(1, "cron(0 * * * ? *)")).toHaveLength(1);
  expect(kept(2, "cron(0 3 * * ? *)")).toEqual([]);
  expect(kept(7, "cron(0 3 ? * SUN *)")).toHaveLength(1);
  expect(kept(8, "cron(0 3 ? * SUN *)")).toEqual([]);
  expect(kept(31, "cron(0 3 1 * ? *)")).toHaveLength(1);
  expect(kept(2, "rate(12 hours)")).toEqual([]);
});

test("a longer RTO needs a longer retention", () => {
  const daily = { "files-kept": { target: "files", schedule: "cron(0 3 * * ? *)", retentionDays: 2 } };
  expect(problems(daily, { recovery: { rtoMinutes: 480 } })).toEqual([]);
  expect(problems(daily, { recovery: { rtoMinutes: 540 } })).toHaveLength(1);
});
