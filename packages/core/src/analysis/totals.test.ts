import { expect, test } from "vitest";
import { totals } from "./totals.ts";

type Rows = [number, number, number, number, number][];
const step = (alone: boolean, ...rows: Rows) => ({
  service: "chat",
  metric: "errors",
  steps: [{ began: alone ? 10 : 0, alone, seen: [], rows }],
});

test("the ratio is that of the odds within minutes, though an outage and a change of weight fall together", () => {
  // Twice the odds in each minute, but the outage of the second hits when the candidate has little traffic.
  const { ratio } = totals([step(false, [0, 1_000, 20, 1_000, 10], [1, 100, 40, 1_900, 480])]);
  expect(ratio).toBeCloseTo(2, 1);
});

test("what is left of stable at weight 100 is not counted beside the candidate", () => {
  expect(totals([step(false, [0, 10, 1, 20, 2]), step(true, [0, 30, 3, 4, 4])])).toEqual({
    candidate: { requests: 40, bad: 4 },
    newest: { requests: 30, bad: 3 },
    stable: { requests: 20, bad: 2 },
    ratio: 1,
  });
});

test("without a bad request on stable there is no ratio", () => {
  expect(totals([step(false, [0, 10, 1, 20, 0])]).ratio).toBeUndefined();
});
