import { describe, expect, test } from "vitest";
import { measuresOf } from "./report.ts";

const at = (minutes: number): string => new Date(minutes * 60_000).toISOString();
const run = {
  mode: "ungraceful",
  outcome: "completed",
  startedAt: at(9),
  claimedAt: at(10),
  replicatedAt: at(8),
  servedAt: at(20),
} as const;

describe("what may be lost is measured", () => {
  test("of a lost region from the newest row that had arrived until the loss", () => {
    expect(measuresOf({ ...run, lostAt: at(9) })).toEqual({ rtoSeconds: 660, rpoSeconds: 60 });
  });

  test("of a planned move that went on without the old region until that one's lease was over", () => {
    expect(measuresOf(run)).toEqual({ rtoSeconds: 600, rpoSeconds: 240 });
  });

  test("of a graceful one as nothing", () => {
    expect(measuresOf({ ...run, mode: "graceful" })).toMatchObject({ rpoSeconds: 0 });
  });
});
