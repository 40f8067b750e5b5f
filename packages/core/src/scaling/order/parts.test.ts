import { expect, test } from "vitest";
import { phases } from "../../ledger/records.ts";
import { partsIn } from "./parts.ts";

const underWay = { stable: "blue", candidate: "green", weight: 0 } as const;

test("while traffic moves both sides serve by their weights", () => {
  expect(partsIn({ ...underWay, phase: "shifting", weight: 25 })).toEqual({
    blue: { part: "serving", share: 0.75 },
    green: { part: "coming", share: 0.25 },
  });
});

test("after promotion the side that goes is not scaled, nor is the candidate of a release that turns back", () => {
  expect(partsIn({ ...underWay, phase: "holding", weight: 100 })).toMatchObject({
    blue: { part: "leaving" },
    green: { part: "serving", share: 1 },
  });
  expect(partsIn({ ...underWay, phase: "rolling-back", weight: 0 })).toMatchObject({
    blue: { part: "serving", share: 1 },
    green: { part: "leaving" },
  });
});

test("while users are kept out, and where a person is awaited, nothing is scaled", () => {
  for (const phase of ["maintenance", "stopped", "stuck"] as const)
    expect(Object.values(partsIn({ ...underWay, phase, weight: 50 })).map(({ part }) => part)).toEqual([
      "leaving",
      "leaving",
    ]);
});

test("in every other phase some side serves, and shares are of the whole", () => {
  for (const phase of phases.filter((one) => !["maintenance", "stopped", "stuck"].includes(one)))
    for (const weight of [0, 10, 100]) {
      const parts = Object.values(partsIn({ ...underWay, phase, weight }));
      expect(parts.some(({ part }) => part === "serving")).toBe(true);
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    }
});
