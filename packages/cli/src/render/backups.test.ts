import type { CataloguePoint, ClassEntry, TargetEntry } from "@signalbox/core/backup/catalogue/entries";
import { restorePlan } from "@signalbox/core/backup/catalogue/restore-plan";
import { point } from "@signalbox/core/backup/point.fixture";
import type { Restoration } from "@signalbox/core/backup/run/restoration";
import picocolors from "picocolors";
import { expect, test } from "vitest";
import { restoreNamed } from "../backups/answer.ts";
import { renderPoints } from "./backup-points.ts";
import { renderBackups } from "./backups.ts";
import { renderRestoration } from "./restoration.ts";
import { renderRestorePlan } from "./restore-plan.ts";

const colors = picocolors.createColors(false);
const now = Date.parse("2026-06-10T12:00:00Z");
const hourMs = 3_600_000;

const told = (at: string, phase: CataloguePoint["phase"]): CataloguePoint => ({
  ...point({ at, phase }),
  remarks: [],
});

const entry: ClassEntry = {
  id: "database/daily",
  target: "database",
  schedule: {
    expression: "cron(0 2 * * ? *)",
    timezone: "UTC",
    everyMs: 24 * hourMs,
    retentionDays: 30,
    copyRetentionDays: 365,
    since: now - 9 * 24 * hourMs,
    nextDue: now + 14 * hourMs,
  },
  points: [told("2026-06-08T02:00:00Z", "verified"), told("2026-06-09T02:00:00Z", "failed")],
  lateFrom: now,
  overdue: [{ error: "Backup.TooOld", class: "database/daily", sentence: "it was due at two." }],
  restored: undefined,
  making: undefined,
  verifying: "verify-1",
};

const restoration: Restoration = {
  what: "database",
  run: "restore-database-1",
  execution: "arn:aws:states:us-east-1:111122223333:execution:restore:restore-database-1",
  requestedBy: "ada",
  reason: "a table was dropped",
  startedAt: "2026-06-10T11:00:00Z",
  phase: "waiting-for-person",
  plan: ["database: chat is replaced."],
  old: "chat",
  beside: "chat-r1",
  phases: [
    { phase: "restoring", at: "2026-06-10T11:00:00Z" },
    { phase: "waiting-for-person", at: "2026-06-10T11:20:00Z" },
  ],
};

const target: TargetEntry = {
  target: "database",
  serves: "chat",
  objectives: { rpoMs: hourMs, rtoMs: 4 * hourMs },
  permanent: true,
  makes: true,
  mounted: false,
  continuous: { earliest: now - 24 * hourMs, latest: now - 180_000 },
  restored: undefined,
  restorations: [restoration],
};

test("the list tells of each class its newest and its verified point, and what is overdue", () => {
  const text = renderBackups({ classes: [entry], targets: [target] }, now, colors);
  expect(text).toMatch(
    /^database\/daily +1 +2 d 10 h old +2 d 10 h old +not measured +in 14 h +▶ verifies$/m,
  );
  expect(text).toContain("✗ Backup.TooOld: it was due at two.");
  expect(text).toMatch(/^restore +restore-database-1 is waiting for person$/m);
});

test("the points of a class stand in their weeks, and one that failed says why", () => {
  const text = renderPoints(entry, now, colors);
  expect(text).toMatch(/^2026-06-08 {2}V X ·$/m);
  expect(text).toContain("Backup.Empty: nothing in it");
});

const plan = (time: number) =>
  restorePlan({
    what: "database",
    targets: [target],
    asked: { time },
    points: new Map([["database", entry.points]]),
    platform: { region: "us-east-1" },
    now,
  });

test("a plan says what is replaced and lost, and who is asked; one that is refused what to try", () => {
  const text = renderRestorePlan(plan(now - 600_000), colors);
  expect(text).toMatch(/^replaces +chat$/m);
  expect(text).toMatch(/^lost +what was written in the 10 min since then$/m);
  expect(text).toMatch(/^approval +a person agrees/m);
  const refused = renderRestorePlan(plan(now - 72 * hourMs), colors);
  expect(refused).toContain("it would be refused: Backup.OutOfReach");
  expect(refused).toMatch(/try --point \d+$/m);
});

test("a restore that waits tells how long each phase took, and the commands that answer it", () => {
  const text = renderRestoration(restoration, colors);
  expect(text).toMatch(/^11:00:00 {2}restoring +20 min 00 s$/m);
  expect(text).toContain("signalbox backup approve restore-database-1 --reason …");
});

test("a restore that serves says how long that took from its order on, what is kept, and how to end the wait", () => {
  const kept = { phase: "keeping-old" as const, at: "2026-06-10T11:42:00Z" };
  const text = renderRestoration(
    { ...restoration, phase: kept.phase, phases: [...restoration.phases, kept] },
    colors,
  );
  expect(text).toMatch(/^serves +chat-r1$/m);
  expect(text).toMatch(/^kept +chat$/m);
  expect(text).toMatch(/^served after +42 min$/m);
  expect(text).toContain("signalbox backup back restore-database-1");
});

test("a restore is found by its name, the beginning of it, or as the latest", () => {
  const catalogue = { classes: [], targets: [target] };
  for (const typed of ["latest", "restore-d", restoration.run])
    expect(restoreNamed(catalogue, typed)).toBe(restoration);
  expect(() => restoreNamed(catalogue, "files")).toThrow("there is no restore files");
});
