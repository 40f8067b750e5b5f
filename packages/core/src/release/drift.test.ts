import { expect, test } from "vitest";
import { checkDrift } from "./drift.ts";

const standing = { stable: "blue", taskDefinition: "td:7" } as const;
const present = { ...standing, stableCount: 3, candidateCount: 0 };

test("what the last release left, at any count that scaling chose, is no drift", () => {
  expect(() => checkDrift(standing, present)).not.toThrow();
  expect(() => checkDrift(standing, { ...present, stableCount: 9 })).not.toThrow();
  expect(() => checkDrift(undefined, { ...present, stable: "green", taskDefinition: "td:1" })).not.toThrow();
});

test.each([
  ["traffic on the other side", { stable: "green" }, "traffic is on green, not on blue"],
  ["another task definition", { taskDefinition: "td:8" }, "runs td:8, not td:7"],
  ["a stable side without tasks", { stableCount: 0 }, "wants no tasks"],
  ["an idle side with tasks", { candidateCount: 2 }, "still has 2 task(s)"],
] as const)("%s is drift", (_what, change, message) => {
  expect(() => checkDrift(standing, { ...present, ...change })).toThrow(message);
  try {
    checkDrift(standing, { ...present, ...change });
  } catch (error) {
    expect(error).toMatchObject({ name: "Release.Drifted" });
  }
});
