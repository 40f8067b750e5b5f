import { expect, test } from "vitest";
import { point } from "../point.fixture.ts";
import type { RecoveryPoint } from "../recovery-point.ts";
import { pointToVerify } from "./to-verify.ts";

const next = (points: readonly RecoveryPoint[], timezone: string, verifying: readonly string[] = []) =>
  pointToVerify(points, timezone, new Set(verifying));
const verified = (at: string) => point({ at });
const made = (at: string) => point({ at, phase: "made" });
const failed = (at: string) => point({ at, phase: "failed" });

test("the first point of a day is verified, and the next ones are not", () => {
  const first = made("2026-06-02T00:05:00Z");
  expect(next([verified("2026-06-01T00:05:00Z"), first], "UTC")).toBe(first);
  expect(next([verified("2026-06-02T00:05:00Z"), made("2026-06-02T01:05:00Z")], "UTC")).toBeUndefined();
});

test("where the first of a day fails, the next one is verified", () => {
  const second = made("2026-06-02T01:05:00Z");
  expect(next([failed("2026-06-02T00:05:00Z"), second], "UTC")).toBe(second);
});

test("of several that wait the newest is verified, and those before it never", () => {
  const newest = made("2026-06-02T01:05:00Z");
  const waiting = [made("2026-06-01T00:05:00Z"), made("2026-06-02T00:05:00Z"), newest];
  expect(next(waiting, "UTC")).toBe(newest);
  expect(next([waiting[0]!, verified("2026-06-02T01:05:00Z")], "UTC")).toBeUndefined();
});

test("the day is that of the class's zone", () => {
  // 23:30 and 00:30 in Berlin.
  const points = [verified("2026-06-01T21:30:00Z"), made("2026-06-01T22:30:00Z")];
  expect(next(points, "Europe/Berlin")).toBe(points[1]);
  expect(next(points, "UTC")).toBeUndefined();
});

test("while one of the day is being verified, no other is", () => {
  const points = [made("2026-06-02T00:05:00Z"), made("2026-06-02T01:05:00Z")];
  expect(next(points, "UTC", [points[0]!.id])).toBeUndefined();
  expect(next([...points, made("2026-06-03T00:05:00Z")], "UTC", [points[0]!.id])?.capturedAt).toBe(
    Date.parse("2026-06-03T00:05:00Z"),
  );
});
