import { expect, test } from "vitest";
import { binsOf, type Series } from "../bins.ts";
import { orderOf } from "../order/order.ts";
import { a10g } from "../profile.ts";
import { heldQueries, heldSeries } from "./held-series.ts";

type Said = readonly (number | undefined)[];
const seriesOf = (said: Said) =>
  new Map(said.flatMap((value, at) => (value === undefined ? [] : [[at * 10_000, value] as const])));
const replicas = (requests: Said): Series => ({
  requests: seriesOf(requests),
  refused: new Map(),
  waiting: new Map(),
  running: new Map(),
  inputTokens: new Map(),
  outputTokens: new Map(),
});
const bins = (
  served: Said,
  [held, came, passed, spilled = []]: readonly [Said, Said, Said, Said?],
  alone: boolean,
) =>
  binsOf(
    replicas(served),
    { from: 0, to: 30_000, seconds: 10 },
    {
      ...{ profile: a10g, slots: alone ? 0 : 16, wait: 5 },
      hold: {
        series: {
          ...{ held: seriesOf(held), came: seriesOf(came), passed: seriesOf(passed) },
          spilled: seriesOf(spilled),
        },
        alone,
      },
    },
  );
const none = undefined;

test("while no replica stands the holder's word is the demand, and what it holds waits", () => {
  const found = bins(
    [none, none, none],
    [
      [0, 2, 5],
      [0, 2, 3],
      [0, 0, 0],
    ],
    true,
  );
  expect(found.map(({ demand, waiting }) => [demand?.requests, waiting])).toEqual([
    [0, 0],
    [2, 2],
    [3, 5],
  ]);
});

test("what was held and goes on to a replica is not counted again when it gets there", () => {
  const found = bins(
    [0, 6, 1],
    [
      [5, 0, 0],
      [5, 0, 0],
      [0, 5, 0],
    ],
    false,
  );
  expect(found.map(({ demand }) => demand?.requests)).toEqual([5, 1, 1]);
});

test("a replica that stands and is silent is unknown, whatever the holder says, and a silent holder is told apart", () => {
  const found = bins(
    [none, 0, 0],
    [
      [0, 0, none],
      [0, 0, none],
      [0, 0, none],
    ],
    false,
  );
  expect(found.map(({ demand, unheld }) => [demand?.requests, unheld])).toEqual([
    [none, false],
    [0, false],
    [0, true],
  ]);
});

test("of a minute, what is held is the mean of its words, and what came their sum", () => {
  const queries = heldQueries({ service: "models-holder", spills: false }, 60);
  const found = new Map(queries.map(({ Id }) => [Id, new Map([[0, 12]])]));
  const { held, came, spilled } = heldSeries(found, 60);
  expect([held.get(0), came.get(0), spilled.get(0)]).toEqual([2, 12, undefined]);
});

test("what another region serves is demand here all the same, once, whether it was held before or not", () => {
  const spilling = bins(
    [4, 4, 4],
    [
      [0, 2, 0],
      [0, 2, 0],
      [0, 0, 2],
      [6, 0, 2],
    ],
    false,
  );
  expect(spilling.map(({ demand }) => demand?.requests)).toEqual([10, 6, 4]);
  const alone = bins(
    [none, none, none],
    [
      [3, 0, 0],
      [3, 0, 0],
      [0, 3, 0],
      [0, 3, 5],
    ],
    true,
  );
  expect(alone.map(({ demand }) => demand?.requests)).toEqual([3, 0, 5]);
});

test("a release, a freeze or missing metrics keep the last replica, though the planner wants none", () => {
  const side = { service: "models", part: "serving", share: 1, desired: 1, ready: 1 } as const;
  const wish = { wanted: 0, bounds: { least: 0, most: 4 }, affordable: undefined };
  expect(orderOf(wish, { sides: [side], holds: [] }).acts).toEqual([{ service: "models", from: 1, to: 0 }]);
  for (const hold of ["release", "freeze", "blind"] as const)
    expect(orderOf(wish, { sides: [side], holds: [hold] })).toMatchObject({ acts: [], limits: [hold] });
});
