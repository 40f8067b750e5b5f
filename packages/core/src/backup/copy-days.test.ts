import { expect, test } from "vitest";
import { copyDaysOf } from "./copy-days.ts";

const classes = [
  { id: "database/hourly", target: "database" as const },
  { id: "database/daily", target: "database" as const, copyRetentionDays: 365 },
  { id: "database/weekly", target: "database" as const, copyRetentionDays: 730 },
  { id: "files/daily", target: "files" as const },
];

test.each([
  ["database/daily", 365],
  ["database/hourly", undefined],
  ["database/by-hand", 730],
  ["database/baseline", undefined],
  ["files/by-hand", undefined],
  ["files/weekly", undefined],
])("copies of %s are kept for %s days", (id, days) => {
  expect(copyDaysOf(id, classes)).toBe(days);
});
