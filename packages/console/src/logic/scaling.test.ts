import type { PlannedSeries } from "@signalbox/core/scaling/status/series";
import { expect, test } from "vitest";
import { figuresOf, highest, isIdle, limitsOf, replicasAtMost, standingOf, weighed } from "./scaling.ts";

const minute = 60_000;
const decision = {
  ...{ at: 10 * minute, wanted: 3, ready: 2, starting: 1, blind: false, sentence: "", costPerHour: 2 },
  demand: { now: 1.4, middle: 1.5, high: 2.2, risk: 0.1 },
};

const series = (more: Partial<PlannedSeries> = {}): PlannedSeries => ({
  times: [60, 120, 180],
  ...{ wanted: [1, 2, null], ready: [1, 1, null], starting: [0, 1, null] },
  ...{ demand: [0.5, 1.26, null], middle: [0.5, 1.5, null], high: [1, 2.2, null] },
  ...{
    usdPerHour: [1, 2, null],
    requests: [0, 30, null],
    waiting: [0, 4, null],
    wait: [0, 8, null],
    held: [null, null, null],
  },
  ...more,
});

test.each([
  [{ owned: true }, ["no-data", "no word yet"]],
  [{ owned: true, decision }, ["OK", "planned"]],
  [{ owned: false, decision }, ["idle", "only said"]],
  [{ owned: true, decision, running: "r1" }, ["running", "scaling"]],
  [{ owned: true, decision, held: { requests: 2, oldestSeconds: 40, refused: 0 } }, ["held", "2 held"]],
  [{ owned: true, decision, held: { requests: 0, oldestSeconds: 0, refused: 0 } }, ["OK", "planned"]],
  [{ owned: true, decision: { ...decision, wanted: 0, ready: 0, starting: 0 } }, ["idle", "at zero"]],
  [{ owned: true, decision: { ...decision, blind: true } }, ["inconclusive", "metrics are missing"]],
])("%j stands so", (of, standing) => {
  expect(standingOf(of, 11 * minute)).toEqual(standing);
});

test("a planner that has said nothing for three minutes is silent, whatever its last word was", () => {
  const of = { owned: true, decision: { ...decision, blind: true } };
  expect(standingOf(of, 13 * minute)).toEqual(["inconclusive", "metrics are missing"]);
  expect(standingOf(of, 13 * minute + 1)).toEqual(["overdue", "the planner is silent"]);
});

const bounds = { least: 1, most: 3 };
const objective = { seconds: 5, late: 0.01 };

test("money that does not pay for all says for how many it does", () => {
  const of = { limits: ["budget", "release"], allowed: 2, decision, bounds, objective } as const;
  expect(limitsOf({ ...of, series: series() })).toEqual([
    "`inference.monthlyCapUsd` pays for no more: 2 of 3 replicas",
    "a release of the group is under way: nothing is let go",
  ]);
});

test("requests that wait too long are told, with whether more replicas may come", () => {
  const of = { limits: [], decision, objective, series: series({ wait: [0, 0, 8] }) };
  expect(limitsOf({ ...of, bounds })).toEqual([
    "requests wait 8 s on average, 5 s are allowed, and 3 replicas are all that it may have",
  ]);
  expect(limitsOf({ ...of, bounds: { least: 1, most: 9 } })).toEqual([
    "requests wait 8 s on average, 5 s are allowed",
  ]);
});

test("a forecast beyond all bounds does not flatten the chart", () => {
  expect(replicasAtMost({ series: series({ high: [900, 900, 900] }), bounds })).toBe(6);
  expect(replicasAtMost({ series: series({ demand: [1, 40, null] }), bounds })).toBe(80);
});

test("the longest wait is found with its minute, and none where nobody waited", () => {
  expect(highest(series(), series().wait)).toEqual({ value: 8, at: 2 * minute });
  expect(highest(series(), [null, 0, null])).toBeUndefined();
});

test("a service is idle as long as nobody is known to have asked", () => {
  expect(isIdle(series())).toBe(false);
  expect(isIdle(series({ requests: [0, null, 0] }))).toBe(true);
});

test("the table has the newest minute first, and a dash where nothing is known", () => {
  const [newest, before] = figuresOf(series(), 2);
  expect(newest?.cells).toEqual(["–", "– to –", "–", "–", "–", "–", "–", "–", "–"]);
  expect(before).toEqual({
    at: 2 * minute,
    cells: ["1.3", "1.5 to 2.2", "2", "1", "1", "30", "4", "8", "$2.00"],
  });
});

test("one more costs, or saves what its requests are worth", () => {
  expect([weighed(2.5), weighed(-1)]).toEqual([
    "would cost 2.5 replica-minutes more than it brings",
    "would save 1 replica-minutes",
  ]);
});
