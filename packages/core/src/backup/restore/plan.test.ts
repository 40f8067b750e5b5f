import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Target } from "../classes.ts";
import { point } from "../point.fixture.ts";
import type { Asked, Restorable } from "./choose-source.ts";
import { type Planned, planRestore, targetsOf } from "./plan.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.parse("2026-11-21T22:00:00Z");
const continuous = { earliest: now - 35 * dayMs, latest: now - 5 * 60_000 };
const present = { database: "signalbox", files: "uploads", configuration: "signalbox", secrets: "signalbox" };

const databasePoints = [
  point({ id: "old", at: now - 60 * dayMs, keptDays: 365 }),
  point({ id: "failed", at: now - 2 * dayMs, phase: "failed" }),
  point({ id: "daily", at: now - 20 * hourMs }),
  point({ id: "unverified", at: now - hourMs, phase: "made", class: "database/hourly" }),
  point({ id: "copy", at: now - 20 * hourMs, phase: "made", region: "eu-west-1", copyOf: "daily" }),
];
const filesPoints = [
  point({ id: "files-old", at: now - 26 * hourMs, class: "files/daily" }),
  point({ id: "files-new", at: now - 4 * hourMs, class: "files/six-hourly" }),
];
const configurationPoints = [
  point({ id: "configuration", at: now - 30 * hourMs, class: "configuration/daily" }),
];
const from =
  (region = "us-east-1", log: Restorable["continuous"] = continuous) =>
  (target: Target): Restorable => ({
    target,
    region,
    points: target === "database" ? databasePoints : target === "files" ? filesPoints : configurationPoints,
    continuous: target === "database" ? log : undefined,
    now,
  });

const plan = (targets: readonly Target[], asked: Asked, more: Partial<Planned> = {}) =>
  planRestore({
    targets,
    asked,
    from: from(),
    present,
    measured: { database: 12 * 60_000 },
    services: ["open-webui", "ollama"],
    permanent: true,
    now,
    ...more,
  });

describe("to a moment", () => {
  test("a database comes from its log, to the second, and the plan says what is lost", () => {
    const { items, refusals, approval } = plan(["database"], { time: now - 2 * hourMs - 5 * 60_000 });
    expect(refusals).toEqual([]);
    expect(approval).toBe("person");
    expect(items).toMatchObject([
      { source: { kind: "moment" }, lostMs: 2 * hourMs + 5 * 60_000, expectedMs: 720_000 },
    ]);
    expect(items[0]!.sentence).toBe(
      "database: signalbox is replaced by its state of 2026-11-21T19:55:00.000Z, from the log; what was written in the 2 h 5 min since then is not in it.",
    );
  });

  test("beyond its log a database is refused, with the points and moments next to it", () => {
    const { refusals, acts } = plan(["database"], { time: now - 40 * dayMs });
    expect(acts).toEqual([]);
    expect(refusals).toMatchObject([
      {
        error: "Backup.OutOfReach",
        nearest: [{ kind: "moment", at: continuous.earliest }, { point: { id: "old" } }],
      },
    ]);
    expect(refusals[0]!.sentence).toMatch(/Nearest are .* \(5 d after\) and .* \(20 d before\)\.$/);
  });

  test("newer than the log, in the future, and where there is no log, it is refused too", () => {
    expect(plan(["database"], { time: now }).refusals[0]).toMatchObject({
      error: "Backup.OutOfReach",
      nearest: [{ kind: "moment", at: continuous.latest }],
    });
    expect(plan(["database"], { time: now + 1 }).refusals[0]!.sentence).toMatch(/is in the future/);
    const bare = plan(
      ["database"],
      { time: now - hourMs },
      { from: (target) => ({ ...from()(target), continuous: undefined }) },
    );
    expect(bare.refusals[0]!.nearest).toMatchObject([{ point: { id: "daily" } }]);
  });

  test("files come from the newest verified point up to it, and what is between is told", () => {
    const { items, warnings } = plan(["database", "files"], { time: now - hourMs });
    expect(items.map(({ source }) => source)).toMatchObject([
      { kind: "moment" },
      { point: { id: "files-new" } },
    ]);
    expect(warnings).toEqual([
      "The files are 3 h older than the database: uploads of that time are named in it and missing.",
    ]);
    expect(plan(["files"], { time: now - 30 * hourMs }).refusals).toMatchObject([
      { error: "Backup.NoSuchPoint", nearest: [{ point: { id: "files-old" } }] },
    ]);
  });
});

describe("to a point", () => {
  test("a failed, an unknown or a gone one, or one of another region, is refused, with those next to it", () => {
    expect(plan(["database"], { point: "failed" }).refusals[0]).toMatchObject({
      error: "Backup.PointFailed",
    });
    expect(plan(["database"], { point: "nowhere" }).refusals[0]).toMatchObject({
      error: "Backup.NoSuchPoint",
    });
    expect(plan(["database"], { point: "copy" }).refusals[0]!.sentence).toMatch(
      /^The point copy is not in us-east-1\./,
    );
  });

  test("one that was never verified is restored with a warning; so is a copy, which nobody restored yet", () => {
    expect(plan(["database"], { point: "daily" }).warnings).toEqual([]);
    expect(plan(["database"], { point: "unverified" }).warnings).toHaveLength(1);
    const copy = plan(["database"], { point: "copy" }, { from: from("eu-west-1") });
    expect([copy.refusals, copy.warnings.length]).toEqual([[], 1]);
  });

  test("everything goes back to the moment that the point holds", () => {
    const { items } = plan(
      targetsOf("all").filter((each) => each !== "configuration"),
      { point: "daily" },
    );
    expect(items.map(({ target, source }) => [target, source.kind])).toEqual([
      ["secrets", "point"],
      ["database", "point"],
      ["files", "point"],
    ]);
    expect(items.at(-1)!.source).toMatchObject({ point: { id: "files-old" } });
  });
});

test("nothing that serves is changed before all of it was restored beside, verified and, where data is permanent, approved", () => {
  const some = fc.subarray(["database", "files", "secrets", "configuration"] as const, { minLength: 1 });
  fc.assert(
    fc.property(some, fc.boolean(), fc.integer({ min: 10, max: 90 }), (targets, permanent, minutes) => {
      const { acts, items } = plan(
        targets,
        { time: now - 4 * hourMs - minutes * 60_000 + 80 * 60_000 },
        { permanent },
      );
      const names = acts.map(({ act }) => act);
      const changes = names.findIndex((act) => act === "put-back" || act === "switch-connections");
      expect(items).toHaveLength(targets.length);
      expect(names.filter((act) => act === "verify-beside")).toHaveLength(targets.length);
      expect(names.lastIndexOf("verify-beside")).toBeLessThan(changes);
      expect(names.includes("ask-for-approval")).toBe(permanent);
      expect(names.indexOf("ask-for-approval")).toBeLessThan(changes);
      expect(names.slice(-2)).toEqual(["verify-again", "keep-old"]);
    }),
  );
});
