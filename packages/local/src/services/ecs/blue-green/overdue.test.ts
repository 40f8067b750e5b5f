import { expect, test } from "vitest";
import { newLifecycle } from "./lifecycle.ts";
import { isOverdue } from "./overdue.ts";

test("a stage lasts a day at most, but for the bake and the clean-up", () => {
  const day = 24 * 3_600_000;
  const at = (stage: "SCALE_UP" | "BAKE_TIME" | "CLEAN_UP") => ({
    ...newLifecycle(undefined),
    stage,
    enteredAt: 1000,
  });
  expect(isOverdue(at("SCALE_UP"), 1000 + day - 1)).toBe(false);
  expect(isOverdue(at("SCALE_UP"), 1000 + day)).toBe(true);
  expect(isOverdue(at("BAKE_TIME"), 1000 + 2 * day)).toBe(false);
  expect(isOverdue(at("CLEAN_UP"), 1000 + 2 * day)).toBe(false);
});
