import { expect, test } from "vitest";
import { namesOf } from "../../platform/names.ts";
import type { MetricQuery } from "../metric-query.ts";
import { fromFirst, lastMinutes, readPaid, readPlannedSeries } from "./series.ts";

const names = namesOf({ name: "signalbox", stage: "development" });
const of = { names, service: "ollama", parts: ["ollama-blue", "ollama-green"] };
const minute = 60_000;

/** Answers by the metric's name and what it is about; sees what was asked. */
function reader(values: Readonly<Record<string, readonly (number | undefined)[]>>, start = 0) {
  const asked: MetricQuery[] = [];
  const read = async (_: unknown, queries: MetricQuery[]) => {
    asked.push(...queries);
    return new Map(
      queries.map(({ Id, MetricStat: { Metric } }) => {
        const about = Metric.Dimensions.at(-1)?.Value ?? "";
        const found = values[`${Metric.MetricName} of ${about}`] ?? [];
        const known = found.flatMap((value, at) =>
          value === undefined ? [] : [[start + at * minute, value] as const],
        );
        return [Id, new Map(known)];
      }),
    );
  };
  return { read, asked };
}

test("what the planner published and what both sides' replicas said come together by the minute", async () => {
  const { read } = reader({
    "ReplicasWanted of ollama": [2, undefined, 3],
    "ReplicaDemandHigh of ollama": [1.5, undefined, 2.5],
    "requests of ollama-blue": [30, 60, 0],
    "requests of ollama-green": [30, undefined, 0],
    // Six words a minute: two wait, then four, then one.
    "requests_waiting of ollama-blue": [12, 24, 6],
  });
  const { series } = await readPlannedSeries(read, of, { start: 0, count: 3 });
  expect(series).toMatchObject({
    times: [0, 60, 120],
    wanted: [2, null, 3],
    high: [1.5, null, 2.5],
    ready: [null, null, null],
    requests: [60, 60, 0],
    waiting: [2, 4, 1],
  });
});

test("a request waits as long as those before it take; where some wait and none came nobody knows", async () => {
  const { read } = reader({
    "requests of ollama-blue": [60, 30, 0, 0],
    "requests_waiting of ollama-blue": [0, 18, 6, 0],
  });
  const { series } = await readPlannedSeries(read, of, { start: 0, count: 4 });
  expect(series.wait).toEqual([0, 6, null, 0]);
});

test("a held request is counted when it comes, and not again where it is served; it waits all the while", async () => {
  const { read, asked } = reader({
    "requests of ollama-blue": [undefined, 30],
    "requests_waiting of ollama-blue": [undefined, 6],
    // Six words a minute: ten are held, then half a request on average.
    "RequestsHeld of ollama-holder": [60, 3],
    "RequestsHeldCame of ollama-holder": [20, 0],
    "RequestsHeldPassed of ollama-holder": [0, 20],
  });
  const { series } = await readPlannedSeries(
    read,
    { ...of, holder: "ollama-holder" },
    { start: 0, count: 2 },
  );
  expect(series).toMatchObject({ requests: [20, 10], held: [10, 0.5], waiting: [10, 1.5], wait: [30, 9] });
  await readPlannedSeries(read, of, { start: 0, count: 2 });
  expect(asked.filter(({ MetricStat }) => MetricStat.Metric.MetricName === "RequestsHeld")).toHaveLength(1);
});

test("only minutes that have ended are asked for", () => {
  expect(lastMinutes(10 * minute + 59_999, 3)).toEqual({ start: 7 * minute, count: 3 });
});

test("a day's cost is what each minute cost, and an hour without a word costs nothing", async () => {
  const { read, asked } = reader({ "ReplicaCostPerHour of ollama": [6, 6, undefined, 12] });
  expect(await readPaid(read, of, 0, 4 * minute)).toBeCloseTo(24 / 60);
  expect(asked.map(({ Id }) => Id)).toEqual(["cost"]);
});

test("a chart begins with the first minute of which anything is known", async () => {
  const { read } = reader({ "ReplicasWanted of ollama": [undefined, undefined, 1, 2] });
  const { series } = await readPlannedSeries(read, of, { start: 0, count: 4 });
  expect(fromFirst(series)).toMatchObject({ times: [120, 180], wanted: [1, 2], requests: [null, null] });
  const nothing = await readPlannedSeries(reader({}).read, of, { start: 0, count: 4 });
  expect(fromFirst(nothing.series).times).toEqual([]);
});
