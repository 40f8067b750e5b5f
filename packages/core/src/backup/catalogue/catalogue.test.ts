import fc from "fast-check";
import { expect, test } from "vitest";
import { point } from "../point.fixture.ts";
import type { PointRecord } from "../recovery-point.ts";
import type { VerificationReport } from "../run/verification.ts";
import { calendarOf } from "./calendar.ts";
import { type ClassRecords, classEntry } from "./class-entry.ts";
import { lastMeasured } from "./measured.ts";
import { newestOf, newestVerifiedOf } from "./newest.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const objectives = { rpoMs: hourMs, rtoMs: 4 * hourMs };
const at = (iso: string): number => Date.parse(iso);

const made = (capturedAt: number, id = `arn:point:${capturedAt}`): PointRecord => ({
  kind: "made",
  id,
  class: "database/daily",
  capturedAt,
  region: "us-east-1",
  vault: "signalbox",
});

const records = (told: Partial<ClassRecords> = {}): ClassRecords => ({
  id: "database/daily",
  target: "database",
  placed: {
    id: "database/daily",
    target: "database",
    schedule: "cron(0 2 * * ? *)",
    timezone: "UTC",
    retentionDays: 30,
  },
  points: [],
  since: at("2026-06-01T00:00:00Z"),
  backups: [],
  verifications: [],
  making: undefined,
  verifying: undefined,
  ...told,
});

const verification = (endedAt: string, tookMs?: number): VerificationReport => ({
  class: "database/daily",
  run: `verify-${endedAt}`,
  requestedBy: "ada",
  endedAt,
  outcome: tookMs === undefined ? "failed" : "verified",
  ...(tookMs !== undefined && {
    proof: { findings: [], tookMs, entries: 7, bytes: 70, sentence: "as its manifest says" },
  }),
});

test("a class that made nothing yet says when it is due, and is overdue an hour after that", () => {
  const early = classEntry(records(), objectives, at("2026-06-01T01:00:00Z"));
  expect(early.schedule).toMatchObject({ everyMs: dayMs, nextDue: at("2026-06-01T02:00:00Z") });
  expect(early.lateFrom).toBe(at("2026-06-01T03:00:00Z"));
  expect([early.points, early.overdue, early.restored]).toEqual([[], [], undefined]);
  const late = classEntry(records(), objectives, at("2026-06-01T03:00:01Z"));
  expect(late.overdue.map(({ error }) => error)).toEqual(["Backup.TooOld"]);
});

test("what was to be known of a point when it was made stands with it, and a failed run is a point that failed", () => {
  const capturedAt = at("2026-06-01T02:00:05Z");
  const failed: PointRecord = {
    kind: "failed",
    id: "database-daily-2",
    class: "database/daily",
    capturedAt: capturedAt + dayMs,
    at: capturedAt + dayMs,
    problem: { error: "Backup.Empty", sentence: "nothing is in it" },
  };
  const { points, lateFrom } = classEntry(
    records({
      points: [failed, made(capturedAt)],
      backups: [
        {
          class: "database/daily",
          run: "a",
          requestedBy: "schedule",
          endedAt: "2026-06-01T02:10:00Z",
          outcome: "made",
          point: `arn:point:${capturedAt}`,
          attempts: 1,
          remarks: ["two files were left out"],
        },
      ],
    }),
    objectives,
    at("2026-06-02T02:30:00Z"),
  );
  expect(points.map(({ phase, remarks }) => [phase, remarks])).toEqual([
    ["made", ["two files were left out"]],
    ["failed", []],
  ]);
  expect(newestOf(points)?.capturedAt).toBe(capturedAt);
  expect(newestVerifiedOf(points)).toBeUndefined();
  expect(lateFrom).toBe(at("2026-06-02T03:00:00Z"));
});

test("a class whose points are adopted is due at no time and late at none", () => {
  const entry = classEntry(
    records({ placed: undefined, points: [made(at("2026-05-01T00:00:00Z"))] }),
    objectives,
    at("2026-06-01T00:00:00Z"),
  );
  expect([entry.schedule, entry.lateFrom, entry.overdue]).toEqual([undefined, undefined, []]);
});

test("the restore that was measured last is told, and one that never came to a comparison is none", () => {
  const reports = [
    verification("2026-06-02T05:00:00Z", 600_000),
    verification("2026-06-03T05:00:00Z"),
    verification("2026-06-01T05:00:00Z", 900_000),
  ];
  expect(lastMeasured(reports)).toMatchObject({ tookMs: 600_000, endedAt: at("2026-06-02T05:00:00Z") });
  expect(lastMeasured([verification("2026-06-03T05:00:00Z")])).toBeUndefined();
});

test("a day's cell shows its newest point, and that another one failed", () => {
  const now = at("2026-06-10T12:00:00Z");
  const told = [
    { ...point({ at: "2026-06-09T02:00:00Z", phase: "failed" }), remarks: [] },
    { ...point({ at: "2026-06-09T03:00:00Z" }), remarks: [] },
  ];
  const { unit, rows } = calendarOf(told, { everyMs: dayMs, timezone: "UTC" }, now);
  expect([unit, rows.length, rows[0]?.cells.length]).toEqual(["day", 5, 7]);
  // Monday to Sunday; the 9th is a Tuesday.
  expect(rows.at(-1)?.wall).toBe(at("2026-06-08T00:00:00Z"));
  expect(rows.at(-1)?.cells[1]).toMatchObject({ phase: "verified", hadFailure: true });
  expect(rows.at(-1)?.cells.map(({ isToCome }) => isToCome)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
});

test("every point of the calendar's time is in one cell, in whatever zone, and by the hour where there are several a day", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata");
  const now = at("2026-11-03T10:20:00Z");
  fc.assert(
    fc.property(
      zones,
      fc.constantFrom(hourMs, 6 * hourMs, 23 * hourMs, dayMs),
      fc.array(fc.integer({ min: 0, max: 5 * dayMs }), { maxLength: 20 }),
      (timezone, everyMs, ages) => {
        const points = ages.map((age, index) => ({
          ...point({ at: now - age, id: `arn:point:${index}` }),
          remarks: [],
        }));
        const { unit, rows } = calendarOf(points, { everyMs, timezone }, now);
        expect(unit).toBe(everyMs < 23 * hourMs ? "hour" : "day");
        const shown = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.points.map(({ id }) => id)));
        expect(shown.toSorted()).toEqual(points.map(({ id }) => id).toSorted());
      },
    ),
    { numRuns: 50 },
  );
});
