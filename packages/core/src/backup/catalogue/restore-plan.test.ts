import { expect, test } from "vitest";
import { point } from "../point.fixture.ts";
import type { TargetEntry } from "./entries.ts";
import { restorePlan } from "./restore-plan.ts";

const hourMs = 3_600_000;
const now = Date.parse("2026-06-10T12:00:00Z");
const entry: TargetEntry = {
  target: "database",
  serves: "chat",
  objectives: { rpoMs: hourMs, rtoMs: 4 * hourMs },
  permanent: false,
  makes: true,
  mounted: false,
  continuous: { earliest: now - 24 * hourMs, latest: now - 180_000 },
  restored: undefined,
  restorations: [],
};
const made = point({ at: now - 10 * hourMs, phase: "made" });
const plan = (time: number, target = entry, points = [made]) =>
  restorePlan({
    what: target.target,
    targets: [target],
    asked: { time },
    points: new Map([["database", points]]),
    platform: { region: "us-east-1" },
    now,
  });

test("a moment that the log reaches is planned where a point before it tells what has to be in it", () => {
  const { items, acts, refusals } = plan(now - 2 * hourMs);
  expect(items).toMatchObject([{ replaces: "chat", lostMs: 2 * hourMs, source: { kind: "moment" } }]);
  expect(acts.length).toBeGreaterThan(0);
  expect(refusals).toEqual([]);
});

test("a moment that no manifest can be held against is refused, and nothing would be done", () => {
  for (const points of [[], [{ ...made, phase: "failed" as const }], [{ ...made, copyOf: "arn:other" }]]) {
    const { items, acts, refusals } = plan(now - 2 * hourMs, entry, points);
    expect([items, acts, refusals.map(({ error }) => error)]).toEqual([[], [], ["Backup.NoSuchPoint"]]);
  }
  expect(plan(now - 11 * hourMs).refusals.map(({ error }) => error)).toEqual(["Backup.NoSuchPoint"]);
});

test("what tasks mount is put in nobody's place", () => {
  const { acts, refusals } = plan(now - 2 * hourMs, { ...entry, target: "files", mounted: true });
  expect([acts, refusals.map(({ error }) => error)]).toEqual([[], ["Backup.CannotBeSwitched"]]);
});
