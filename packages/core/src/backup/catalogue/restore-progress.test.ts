import { expect, test } from "vitest";
import { restoreProgress } from "./restore-progress.ts";

const holds = { entries: 209_971, bytes: 932_000_000, tables: 8 };

test.each([
  [{ phase: "restoring", percent: 40, holds }, "about 466 MB of 932 MB restored, 40 % of the way"],
  [{ phase: "restoring", percent: 90, holds }, "932 MB restored, 90 % of the way"],
  [{ phase: "restoring", percent: 40 }, "40 % of the way"],
  [{ phase: "restoring", holds }, "AWS does not say how far it is"],
  [{ phase: "comparing", holds }, "8 tables with 209,971 rows, 932 MB are read and compared"],
  [
    { phase: "comparing", holds: { entries: 2_000, bytes: 161_000_000 } },
    "2,000 files, 161 MB are read and compared",
  ],
  [{ phase: "switching", percent: 100, holds }, undefined],
] as const)("of %o people are told %s", (restoration, told) => {
  expect(restoreProgress(restoration)).toBe(told);
});
