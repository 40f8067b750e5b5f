import fc from "fast-check";
import { expect, test } from "vitest";
import { type PointRecord, pointsFrom, pointsOf } from "./recovery-point.ts";

const making = { class: "database/daily", capturedAt: 1_000, region: "us-east-1", vault: "signalbox" };
const made = (id: string): PointRecord => ({
  kind: "made",
  id,
  ...making,
  expiresAt: 9_000,
  bytes: 5,
  entries: 2,
});
const copied = (id: string, copyOf: string): PointRecord => ({
  kind: "copied",
  id,
  copyOf,
  ...making,
  region: "eu-west-1",
});
const failed = (id: string, at: number, sentence = "nothing in it"): PointRecord => ({
  kind: "failed",
  id,
  class: "database/daily",
  capturedAt: 1_000,
  at,
  problem: { error: "Backup.Empty", sentence },
});
const verified = (id: string, at: number): PointRecord => ({ kind: "verified", id, at });
const phaseOf = (...records: PointRecord[]) => pointsFrom(records).get("a")?.phase;

test("a point goes from made over copied and verified to expired, and a failure stands until a later success", () => {
  expect(phaseOf(made("a"))).toBe("made");
  expect(phaseOf(made("a"), copied("b", "a"))).toBe("copied");
  expect(phaseOf(made("a"), copied("b", "a"), verified("a", 2_000))).toBe("verified");
  expect(phaseOf(made("a"), verified("a", 2_000), failed("a", 3_000))).toBe("failed");
  expect(phaseOf(made("a"), failed("a", 2_000), verified("a", 3_000))).toBe("verified");
  expect(phaseOf(made("a"), failed("a", 2_000), verified("a", 2_000))).toBe("failed");
  expect(phaseOf(made("a"), verified("a", 2_000), { kind: "expired", id: "a", at: 9_000 })).toBe("expired");
});

test("a backup that made nothing is a failed point without a place", () => {
  expect(pointsFrom([failed("database-daily-run", 2_000)]).get("database-daily-run")).toEqual({
    id: "database-daily-run",
    class: "database/daily",
    capturedAt: 1_000,
    phase: "failed",
    copies: [],
    problem: { error: "Backup.Empty", sentence: "nothing in it" },
  });
});

test("a verdict that comes before the making is kept until the making is told", () => {
  expect(phaseOf(verified("a", 2_000))).toBeUndefined();
  expect(phaseOf(verified("a", 2_000), made("a"))).toBe("verified");
});

test("a copy is a point by itself: its original's verification is not its own", () => {
  const points = pointsFrom([made("a"), copied("b", "a"), verified("a", 2_000)]);
  expect(points.get("b")).toMatchObject({ phase: "made", copyOf: "a", made: { region: "eu-west-1" } });
  expect(points.get("a")?.copies).toEqual(["b"]);
  expect(pointsOf(points.values(), "database/daily").map(({ id }) => id)).toEqual(["a"]);
});

const id = fc.constantFrom("a", "b", "c");
const at = fc.nat(5);
const record: fc.Arbitrary<PointRecord> = fc.oneof(
  fc.tuple(id, fc.nat(2)).map(([name, bytes]): PointRecord => ({ kind: "made", id: name, ...making, bytes })),
  fc.tuple(id, id).map(([name, of]) => copied(name, of)),
  fc.tuple(id, at).map(([name, when]) => verified(name, when)),
  fc.tuple(id, at, fc.constantFrom("empty", "gone")).map(([name, when, why]) => failed(name, when, why)),
  fc.tuple(id, at).map(([name, when]): PointRecord => ({ kind: "expired", id: name, at: when })),
);

test("neither the order of records nor their repetition matters, even where they contradict each other", () => {
  const records = fc.array(record, { minLength: 1, maxLength: 12 });
  const shuffled = records.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, ([told, mixed]) => {
      const sorted = (list: readonly PointRecord[]) =>
        [...pointsFrom(list)].toSorted(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(mixed)).toEqual(sorted(told));
    }),
    { numRuns: 500 },
  );
});
