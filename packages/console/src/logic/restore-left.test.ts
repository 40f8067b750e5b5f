import { expect, test } from "vitest";
import { restoreLeft } from "./restore-left.ts";

const began = Date.parse("2026-11-22T10:00:00Z");
const phases = [
  { phase: "planning", at: "2026-11-22T09:59:00Z" },
  { phase: "restoring", at: "2026-11-22T10:00:00Z" },
];
const minutes = (count: number): number => count * 60_000;

test("the last measured restore tells what is left, and never less than nothing", () => {
  const last = minutes(15);
  expect(restoreLeft({ phase: "restoring", percent: 80, phases }, last, began + minutes(10))).toBe(
    minutes(5),
  );
  expect(restoreLeft({ phase: "comparing", phases }, last, began + minutes(20))).toBe(0);
});

test("where none was measured, and where this one takes longer, the percent that AWS has restored tells", () => {
  const now = began + minutes(10);
  expect(restoreLeft({ phase: "restoring", percent: 25, phases }, undefined, now)).toBe(minutes(30));
  expect(restoreLeft({ phase: "restoring", percent: 25, phases }, minutes(9), now)).toBe(minutes(30));
});

test("where neither tells, and while a person is waited for, nothing is promised", () => {
  expect(restoreLeft({ phase: "restoring", percent: 0, phases }, undefined, began + 1)).toBeUndefined();
  expect(restoreLeft({ phase: "waiting-for-person", phases }, minutes(15), began + 1)).toBeUndefined();
});
