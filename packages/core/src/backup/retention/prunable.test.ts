import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { point } from "../point.fixture.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import { expiryOf } from "./lifecycle.ts";
import { prunable } from "./prunable.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-06-01T00:00:00Z");
const ago = (days: number): number => now - days * dayMs;
const nothing = { now, inUse: new Set<string>(), lockedDays: undefined };
const ids = (points: readonly RecoveryPoint[]) => points.map(({ id }) => id);

test("a point's end is AWS's own: so many times 24 hours after its creation", () => {
  // As in AWS's sample of a Recovery Point State Change.
  expect(expiryOf(Date.parse("2020-07-15T21:38:31.152Z"), 100)).toBe(Date.parse("2020-10-23T21:38:31.152Z"));
});

describe("prune", () => {
  const old = point({ id: "old", at: ago(40) });
  const newer = point({ id: "newer", at: ago(1) });

  test("deletes what is past its time", () => {
    expect(ids(prunable([old, newer], nothing).delete)).toEqual(["old"]);
  });

  test("keeps the last verified point of a class, however old, and says why", () => {
    const failed = point({ id: "failed", at: ago(1), phase: "failed" });
    expect(prunable([old, failed], nothing)).toEqual({
      delete: [],
      kept: [{ point: old, why: "it is the last verified point of database/daily" }],
    });
  });

  test("keeps what is being read, and what a locked vault holds", () => {
    expect(prunable([old, newer], { ...nothing, inUse: new Set(["old"]) }).kept[0]?.why).toBe(
      "it is being read",
    );
    expect(prunable([old, newer], { ...nothing, lockedDays: 41 }).kept[0]?.why).toMatch(
      /locked and holds every point for 41 d/,
    );
    expect(ids(prunable([old, newer], { ...nothing, lockedDays: 40 }).delete)).toEqual(["old"]);
  });

  test("leaves alone what somebody else made without an end, and what is gone already", () => {
    const { made: place, ...foreign } = point({ id: "foreign", at: ago(4_000) });
    const { expiresAt: _, ...endless } = place!;
    const gone = point({ id: "gone", at: ago(40), phase: "expired" });
    expect(prunable([{ ...foreign, made: endless }, gone, newer], nothing).delete).toEqual([]);
  });
});

test("no class that has a verified point is left without one, and nothing goes early", () => {
  const some = fc.record({
    class: fc.constantFrom("database/daily", "files/daily"),
    age: fc.integer({ min: 0, max: 400 }),
    keptDays: fc.constantFrom(7, 30, 365),
    phase: fc.constantFrom("made", "copied", "verified", "failed", "expired" as const),
    region: fc.constantFrom("us-east-1", "eu-west-1"),
  });
  const keeping = fc.record({
    now: fc.constant(now),
    inUse: fc.uniqueArray(fc.nat(9)).map((numbers) => new Set(numbers.map((each) => `point-${each}`))),
    lockedDays: fc.option(fc.constantFrom(7, 100), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 10 }), keeping, (told, conditions) => {
      const points = told.map(({ age, ...each }, index) =>
        point({ ...each, id: `point-${index}`, at: ago(age) }),
      );
      const { delete: gone, kept } = prunable(points, conditions);
      for (const id of ["database/daily", "files/daily"]) {
        const verified = points.filter((each) => each.class === id && each.phase === "verified");
        expect(verified.length === 0 || verified.some((each) => !gone.includes(each))).toBe(true);
      }
      for (const each of gone) {
        expect(each.made!.expiresAt).toBeLessThanOrEqual(now);
        expect(conditions.inUse.has(each.id)).toBe(false);
        expect(each.capturedAt + (conditions.lockedDays ?? 0) * dayMs).toBeLessThanOrEqual(now);
      }
      const past = points.filter(({ phase, made }) => phase !== "expired" && made!.expiresAt! <= now);
      expect(gone.length + kept.length).toBe(past.length);
    }),
    { numRuns: 500 },
  );
});
