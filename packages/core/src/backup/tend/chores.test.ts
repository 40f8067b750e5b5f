import { describe, expect, test } from "vitest";
import type { HeldPoint } from "../held-point.ts";
import { point } from "../point.fixture.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import type { Seen } from "./chore.ts";
import { choresOf } from "./chores.ts";

const [here, there] = ["us-east-1", "eu-west-1"];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.parse("2026-03-10T12:00:00Z");
const database = "arn:aws:rds:us-east-1:111122223333:cluster:signalbox";
const places = {
  classes: [
    {
      id: "database/daily",
      target: "database" as const,
      schedule: "cron(0 2 * * ? *)",
      timezone: "UTC",
      retentionDays: 30,
      copyRetentionDays: 365,
    },
  ],
  copies: [{ region: there, vaultArn: "arn:v", keyArn: "arn:k", documents: "d" }],
  targets: { database, files: "arn:aws:s3:::uploads" },
  objectives: { rpoMs: hourMs, rtoMs: 4 * hourMs },
};
const holding = (points: readonly RecoveryPoint[]): readonly HeldPoint[] =>
  points.map(({ id, capturedAt }) => ({
    id,
    resource: database,
    capturedAt,
    expiresAt: undefined,
    whole: true,
    copied: false,
  }));
const chores = (points: readonly RecoveryPoint[], told: Partial<Seen> = {}) =>
  choresOf(places, here, {
    now,
    recorded: new Set(points.map(({ id }) => id)),
    points,
    held: new Map([
      [here, holding(points.filter(({ made }) => made?.region === here))],
      [there, holding(points.filter(({ made }) => made?.region === there))],
    ]),
    making: new Set(),
    verifying: new Set(),
    ...told,
  });
const names = (...args: Parameters<typeof chores>) =>
  chores(...args).map((chore) => (chore.act === "start" ? chore.name : chore.act));
const made = (at: number) => point({ at, phase: "made" });

describe("a chore that failed", () => {
  const named = (hours: number) => names([point({ id: "arn:p", at: now - hours * hourMs, phase: "made" })]);

  test("has its own name while it may run, and another one later, so that it is tried again", () => {
    const [copy, verify] = named(1);
    expect(named(7)).toEqual([copy, verify]);
    expect(named(9)).toEqual([copy, `${verify}-1`]);
    expect(named(30)).toEqual([`${copy}-1`, `${verify}-3`]);
  });
});

test("a class that is copied from today on has its newest points copied first, five at a time", () => {
  const points = Array.from({ length: 20 }, (_, at) => made(now - (20 - at) * dayMs));
  const copies = chores(points).flatMap((chore) =>
    chore.act === "start" && chore.workflow === "copy" ? [chore.input.point] : [],
  );
  expect(copies).toEqual(
    points
      .slice(-5)
      .toReversed()
      .map(({ id }) => id),
  );
});

test("of a region that does not answer nothing is concluded: no copy of it is gone", () => {
  const source = point({ at: now - dayMs });
  const copy = point({ at: now - dayMs, phase: "made", region: there, copyOf: source.id });
  const home = new Map([[here, holding([source])]]);
  expect(names([source, copy], { held: home })).toEqual([]);
  expect(names([source, copy], { held: new Map([...home, [there, []]]) })).toEqual([
    "expire",
    expect.stringContaining("copy-"),
  ]);
});

test("a class of which a run makes a point, or verifies one, is left to that run", () => {
  const points = [made(now - hourMs)];
  expect(names(points, { making: new Set(["database/daily"]) })).toEqual([]);
  expect(names(points, { verifying: new Set(["database/daily"]) })).toEqual([
    expect.stringContaining("copy-"),
  ]);
});

test("what is of nothing that is backed up, is no whole point, or came from another vault is not adopted", () => {
  const [whole] = holding([made(now - hourMs)]);
  const adopted = (told: Partial<HeldPoint>) =>
    whole ? names([], { held: new Map([[here, [{ ...whole, ...told }]]]) }) : [];
  expect(adopted({})).toEqual(["adopt"]);
  for (const other of [{ resource: "arn:aws:s3:::logs" }, { whole: false }, { copied: true }])
    expect(adopted(other)).toEqual([]);
});
