import { expect, test } from "vitest";
import { point } from "../point.fixture.ts";
import { expiring } from "./expiring.ts";

const hourMs = 3_600_000;
const objectives = { rtoMs: 4 * hourMs };
const last = point({ at: "2026-06-01T02:00:00Z", keptDays: 30 });
const end = Date.parse("2026-07-01T02:00:00Z");
const look = (points: Parameters<typeof expiring>[1], now: number) =>
  expiring("database/daily", points, { now, objectives });

test("eight hours before its last verified point goes, a class gets a fresh backup and an alarm, and each hour another one", () => {
  expect(look([last], end - 8 * hourMs - 1)).toBeUndefined();
  expect(look([last], end - 8 * hourMs)).toEqual({
    alarm: {
      error: "Backup.LastVerifiedExpires",
      class: "database/daily",
      sentence:
        "The last verified point of database/daily is deleted in 8 h, at 2026-07-01T02:00:00.000Z, and none has come after it: a fresh backup is started.",
    },
    run: "database-daily-20260701T020000Z-fresh-0",
  });
  expect(look([last], end - 7 * hourMs - 1)?.run).toBe("database-daily-20260701T020000Z-fresh-0");
  expect(look([last], end - 7 * hourMs)?.run).toBe("database-daily-20260701T020000Z-fresh-1");
  expect(look([last], end + hourMs)?.alarm.sentence).toMatch(/was to be deleted at .*, 1 h ago/);
});

test("a successor counts once it is verified, and a point without an end lasts for ever", () => {
  expect(look([last, point({ at: "2026-06-30T02:00:00Z", phase: "made" })], end - hourMs)).toBeDefined();
  expect(look([last, point({ at: "2026-06-30T02:00:00Z" })], end - hourMs)).toBeUndefined();
  const { made: place, ...rest } = last;
  const { expiresAt: _, ...endless } = place!;
  expect(look([{ ...rest, made: endless }], end)).toBeUndefined();
});

test("points of other classes do not count, and without any verified one the dead man's alarm speaks", () => {
  const other = point({ at: "2026-06-30T02:00:00Z", class: "database/hourly" });
  expect(look([last, other], end - hourMs)).toBeDefined();
  expect(look([point({ at: "2026-06-01T02:00:00Z", phase: "failed" })], end - hourMs)).toBeUndefined();
});
