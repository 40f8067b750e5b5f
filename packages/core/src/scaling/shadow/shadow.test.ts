import fc from "fast-check";
import { expect, test } from "vitest";
import type { Series } from "../bins.ts";
import { ReplicaProfile } from "../profile.ts";
import type { PlannedSeries, Values } from "../status/series.ts";
import { shadowOf } from "./shadow.ts";

const profile = ReplicaProfile.parse({ slots: 4, startSeconds: 120, drainSeconds: 60, usdPerHour: 2 });
const setting = { profile, objective: { seconds: 5, late: 0.01 } };

interface Told {
  readonly wanted: Values;
  readonly ready: Values;
  /** Requests of ten slot-seconds each. */
  readonly requests?: readonly number[];
  readonly waiting?: readonly number[];
}

function play({ wanted, ready, requests = wanted.map(() => 0), waiting = wanted.map(() => 0) }: Told) {
  const times = wanted.map((_, minute) => minute * 60);
  const by = (values: readonly number[]) =>
    new Map(values.map((value, minute) => [minute * 60_000, value] as const));
  const none = new Map<number, number>();
  const replicas: Series = {
    requests: by(requests),
    waiting: by(waiting),
    running: by(requests.map((count) => (count * 10) / 60)),
    ...{ refused: none, inputTokens: none, outputTokens: none },
  };
  const demand = requests.map((count) => (count * 10) / 60 / profile.slots);
  const series: PlannedSeries = {
    ...{ times, wanted, ready, starting: wanted.map(() => 0), usdPerHour: ready },
    ...{ demand, middle: demand, high: demand.map((one) => one * 2), requests, waiting },
    held: times.map(() => null),
    wait: waiting.map((many, at) => (requests[at] ? (many * 60) / (requests[at] ?? 1) : 0)),
  };
  return shadowOf(series, replicas, setting);
}

const steady = (value: number, minutes = 10): number[] => Array.from({ length: minutes }, () => value);

test("where the planner wants what stands, both cost the same and never differ", () => {
  const { had, planner, stretches } = play({ wanted: steady(3), ready: steady(3), requests: steady(30) });
  expect(planner).toEqual(had);
  expect(had).toEqual({ replicaHours: 0.5, usd: 1, lateMinutes: 0, inTime: 1 });
  expect(stretches).toEqual([]);
});

test("what the planner lets go is paid for until it has drained, and no longer", () => {
  const { had, planner } = play({ wanted: [3, ...steady(1, 9)], ready: steady(3) });
  expect(had.replicaHours).toBeCloseTo(30 / 60);
  expect(planner.replicaHours).toBeCloseTo((3 + 9 + 2) / 60);
});

test("what the planner orders is paid for at once, and serves a start-up later", () => {
  const { minutes } = play({ wanted: [1, 2, 2, 2, 2], ready: steady(1, 5) });
  expect(minutes.map(({ planner }) => planner)).toEqual([
    { paid: 1, ready: 1 },
    { paid: 2, ready: 1 },
    { paid: 2, ready: 1 },
    { paid: 2, ready: 2 },
    { paid: 2, ready: 2 },
  ]);
});

test("minutes are late where the queue of a side is longer than the objective allows", () => {
  // One replica serves 24 such requests a minute, and 36 come.
  const { had, planner } = play({ wanted: steady(2), ready: steady(1), requests: steady(36) });
  expect(had.lateMinutes).toBeGreaterThan(5);
  expect(planner.lateMinutes).toBeGreaterThan(0);
  expect(planner.lateMinutes).toBeLessThan(had.lateMinutes);
  expect(planner.inTime).toBeGreaterThan(had.inTime);
});

test("what replicas measured is told as it is, whatever the queue says", () => {
  const requests = steady(30, 4);
  const told = play({ wanted: steady(2, 4), ready: steady(2, 4), requests, waiting: [0, 3, 2, 9] });
  expect(told.measuredLateMinutes).toBe(2);
});

test("minutes of which one side said nothing count for neither", () => {
  const { had, planner, missing, minutes } = play({
    wanted: [2, null, 2, 2],
    ready: [2, 2, null, 2],
  });
  expect([missing, minutes.length]).toEqual([2, 2]);
  expect([had.replicaHours, planner.replicaHours]).toEqual([4 / 60, 4 / 60]);
});

test("where they differ most comes first, with what it rests on", () => {
  const { stretches } = play({
    wanted: [2, 2, 4, 2, 1, 1, 1, 1],
    ready: steady(2, 8),
    requests: [24, 24, 60, 24, 6, 6, 6, 6],
  });
  expect(stretches.map(({ from, to, replicaHours }) => [from, to, Math.round(replicaHours * 60)])).toEqual([
    [240, 420, -4],
    [120, 120, 2],
  ]);
  expect(stretches[0]?.why).toMatch(/^at 00:04 demand kept 0\.3 busy and was thought to be 0\.3 .* 2 stood$/);
  expect(stretches[1]?.why).toBe("at 00:02 demand kept 2.5 busy, and 2 stood");
});

test("whatever both did, each pays for what it had, and shares of requests are shares", () => {
  const count = fc.integer({ min: 1, max: 9 });
  const minutes = fc.array(fc.tuple(count, count, fc.nat(200)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(minutes, (told) => {
      const { had, planner } = play({
        wanted: told.map(([wanted]) => wanted),
        ready: told.map(([, ready]) => ready),
        requests: told.map(([, , requests]) => requests),
      });
      const least = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / 60 - 1e-9;
      for (const side of [had, planner]) {
        expect(side.inTime).toBeGreaterThanOrEqual(-1e-9);
        expect(side.inTime).toBeLessThanOrEqual(1);
      }
      expect(had.replicaHours).toBeGreaterThanOrEqual(least(told.map(([, ready]) => ready)));
      expect(planner.replicaHours).toBeGreaterThanOrEqual(least(told.map(([wanted]) => wanted)));
    }),
  );
});
