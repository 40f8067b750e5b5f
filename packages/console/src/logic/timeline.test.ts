import { expect, test } from "vitest";
import { axisOf, timelineOf } from "./timeline.ts";
import type { Visit } from "./visits.ts";

const visit = (state: string, entered: number, exited?: number, retries: number[] = []): Visit => ({
  id: entered,
  state,
  type: "Task",
  entered,
  ...(exited !== undefined && { exited }),
  status: exited === undefined ? "running" : "succeeded",
  attempts: 1,
  retries,
});

test("a state that is visited twice has one row with two bars, its retries are ticks", () => {
  const { rows, start, end } = timelineOf(
    [visit("Poll", 1000, 2000), visit("Wait", 2000, 4000), visit("Poll", 4000, 5000, [4500])],
    9000,
  );
  expect([start, end]).toEqual([1000, 5000]);
  expect(rows.map(({ state, bars, total }) => [state, bars.length, total])).toEqual([
    ["Poll", 2, 2000],
    ["Wait", 1, 2000],
  ]);
  expect(rows[0]?.bars[1]).toMatchObject({ left: 0.75, width: 0.25, ticks: [0.875] });
});

test("what still runs reaches to now", () => {
  const { end, rows } = timelineOf([visit("Bake", 0)], 8000);
  expect(end).toBe(8000);
  expect(rows[0]?.bars[0]).toMatchObject({ left: 0, width: 1 });
});

test("nothing visited is an empty timeline, not a broken one", () => {
  expect(timelineOf([], 5000)).toMatchObject({ start: 5000, end: 5001, rows: [] });
});

test("an axis counts in round steps, and not more of them than fit", () => {
  expect(axisOf(0, 10_000, 5)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  expect(axisOf(0, 3_600_000, 6)).toHaveLength(7);
  expect(axisOf(0, 40 * 86_400_000, 8).length).toBeLessThanOrEqual(9);
});
