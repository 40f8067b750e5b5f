import type { Cell } from "@signalbox/core/backup/catalogue/calendar";
import { point } from "@signalbox/core/backup/point.fixture";
import { expect, test } from "vitest";
import { cellTitle, columnTitles } from "./point-cell.ts";

const cell = (told: Partial<Cell>): Cell => ({
  wall: Date.parse("2026-11-22T02:00:00Z"),
  isToCome: false,
  points: [],
  phase: undefined,
  hadFailure: false,
  ...told,
});

test("a cell says its day, what it has, and the names of errors", () => {
  const failed = { ...point({ at: "2026-11-22T02:00:05Z", phase: "failed" }), remarks: [] };
  const verified = { ...point({ at: "2026-11-22T03:00:00Z" }), remarks: ["two files were left out"] };
  expect(cellTitle(cell({ points: [failed, verified], phase: "verified", hadFailure: true }), "day")).toBe(
    "Sun 2026-11-22: verified, the newest of 2, another one failed. Backup.Empty: nothing in it. two files were left out",
  );
  expect(cellTitle(cell({}), "hour")).toBe("Sun 2026-11-22 02:00: no point");
});

test("a week has seven columns, and a day twenty-four", () => {
  expect([columnTitles("day").length, columnTitles("hour").at(-1)]).toEqual([7, "23"]);
});
