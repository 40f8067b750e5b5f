import { describe, expect, test } from "vitest";
import { logSilence, replicaSilence, scheduledSilence } from "./dead-man.ts";
import { point } from "./point.fixture.ts";
import type { RecoveryPoint } from "./recovery-point.ts";

const hourMs = 3_600_000;
const objectives = { rpoMs: hourMs, rtoMs: 4 * hourMs };
const at = (iso: string): number => Date.parse(iso);
const daily = {
  kind: "scheduled",
  id: "database/daily",
  target: "database",
  tier: "daily",
  schedule: "cron(0 2 * * ? *)",
  timezone: "UTC",
  retentionDays: 30,
  copyRetentionDays: 365,
} as const;
const since = at("2026-11-01T00:00Z");
const silence = (
  now: string,
  points: readonly RecoveryPoint[],
  of: Parameters<typeof scheduledSilence>[0] = daily,
) => scheduledSilence(of, points, { since, now: at(now), objectives }).map(({ error }) => error);
const verified = point({ at: "2026-11-20T02:05Z" });

describe("a daily class", () => {
  test("has until the RPO after its run to make a point, and the RTO longer to verify it", () => {
    expect(silence("2026-11-21T02:59Z", [verified])).toEqual([]);
    expect(silence("2026-11-21T03:00Z", [verified])).toEqual(["Backup.TooOld"]);
    expect(silence("2026-11-21T07:00Z", [verified])).toEqual(["Backup.TooOld", "Backup.NoVerifiedPoint"]);
    const made = point({ at: "2026-11-21T02:05Z", phase: "made" });
    expect(silence("2026-11-21T06:59Z", [verified, made])).toEqual([]);
    expect(silence("2026-11-21T07:00Z", [verified, made])).toEqual(["Backup.NoVerifiedPoint"]);
    expect(silence("2026-11-21T07:00Z", [point({ at: "2026-11-21T02:05Z" })])).toEqual([]);
  });

  test("is silent whatever the reason: its points failed, belong to another class, or nothing was recorded at all", () => {
    const both = ["Backup.TooOld", "Backup.NoVerifiedPoint"];
    expect(silence("2026-11-21T12:00Z", [point({ at: "2026-11-21T02:05Z", phase: "failed" })])).toEqual(both);
    expect(silence("2026-11-21T12:00Z", [point({ at: "2026-11-21T02:05Z", class: "files/daily" })])).toEqual(
      both,
    );
    expect(silence("2026-11-21T12:00Z", [])).toEqual(both);
  });

  test("says so in a sentence", () => {
    const [alarm] = scheduledSilence(daily, [verified], { since, now: at("2026-11-21T04:00Z"), objectives });
    expect(alarm!.sentence).toBe(
      "database/daily was due at 2026-11-21T02:00:00.000Z, 2 h ago, and there is no point of it; the newest one is of 2026-11-20T02:05:00.000Z, 1 d 1 h old.",
    );
  });

  test("owes nothing for the time before it was configured", () => {
    expect(
      scheduledSilence(daily, [], {
        since: at("2026-11-21T02:01Z"),
        now: at("2026-11-21T12:00Z"),
        objectives,
      }),
    ).toEqual([]);
  });
});

test("an hourly class owes a point each hour, and one verified point a day", () => {
  const hourly = { ...daily, schedule: "cron(0 * * * ? *)" };
  const first = point({ at: "2026-11-21T00:02Z" });
  const made = (hour: string) => point({ at: `2026-11-21T${hour}:02Z`, phase: "made" });
  expect(silence("2026-11-21T15:59Z", [first, made("14")], hourly)).toEqual([]);
  expect(silence("2026-11-21T16:00Z", [first, made("14")], hourly)).toEqual(["Backup.TooOld"]);
  expect(
    silence("2026-11-22T05:30Z", [first, point({ at: "2026-11-22T04:02Z", phase: "made" })], hourly),
  ).toEqual(["Backup.NoVerifiedPoint"]);
});

test("a point that was deleted in time still says that its class is alive, where it was verified", () => {
  const gone = {
    ...point({ at: "2026-11-21T02:05Z", phase: "expired" }),
    verifiedAt: at("2026-11-21T03:05Z"),
  };
  expect(silence("2026-11-21T12:00Z", [gone])).toEqual([]);
});

describe("the database's log", () => {
  const log = {
    kind: "continuous",
    id: "database/point-in-time",
    target: "database",
    tier: "point-in-time",
    reachDays: 35,
    proofMinutes: 15,
  } as const;
  const now = at("2026-11-21T12:00Z");
  const errors = (ageMinutes: number | undefined, knownMinutes = 10_000) =>
    logSilence(log, ageMinutes === undefined ? undefined : now - ageMinutes * 60_000, {
      since: now - knownMinutes * 60_000,
      now,
      objectives,
    }).map(({ error }) => error);

  test("has stopped after two proofs, and is too old after the RPO", () => {
    expect([errors(30), errors(31), errors(60), errors(61), errors(undefined)]).toEqual([
      [],
      ["Backup.LogStopped"],
      ["Backup.LogStopped"],
      ["Backup.TooOld"],
      ["Backup.TooOld"],
    ]);
  });

  test("of a new database has as long to begin", () => {
    expect([errors(undefined, 0), errors(undefined, 30), errors(1, 0)]).toEqual([[], [], []]);
    expect([errors(undefined, 31), errors(undefined, 61)]).toEqual([
      ["Backup.LogStopped"],
      ["Backup.TooOld"],
    ]);
  });
});

test("a secret is missing in each region whose replica is not in sync", () => {
  const replicas = {
    kind: "replicated",
    id: "secrets/replicas",
    target: "secrets",
    tier: "replicas",
    regions: ["eu-west-1", "ap-southeast-1"],
  } as const;
  expect(
    replicaSilence(replicas, [
      { name: "signalbox/database", inSync: ["eu-west-1", "ap-southeast-1"] },
      { name: "signalbox/webui", inSync: ["eu-west-1"] },
    ]).map(({ sentence }) => sentence),
  ).toEqual(["The secret signalbox/webui has no replica in ap-southeast-1 that is in sync."]);
});
