import { expect, test } from "vitest";
import type { Policy, Seen } from "../policy.ts";
import { a10g } from "../profile.ts";
import { loadOf } from "./load.ts";
import { type Setting, simulate } from "./simulate.ts";

const setting: Setting = {
  profile: a10g,
  bounds: { least: 1, most: 200 },
  objective: 5,
  startUp: () => 300,
  first: 2,
  scoredFrom: 0,
};

/** Two replicas' worth of work in every bin, for so many minutes. */
const steady = (minutes: number, replicas = 2) => ({
  requests: new Float64Array(minutes * 6).fill(100),
  work: new Float64Array(minutes * 6).fill(replicas * 160),
});

test("a fleet that suffices costs its hours and lets nobody wait", () => {
  const outcome = simulate(steady(60), () => undefined, setting);
  expect(outcome).toMatchObject({ gpuHours: 2, attainment: 1, worstHour: 1, badHours: 0, p99Wait: 0 });
});

test("a replica that is ordered is paid for at once and serves after its start-up", () => {
  const seen: number[] = [];
  const policy: Policy = ({ at, ready }) => {
    seen.push(ready);
    return at === 60 ? 3 : undefined;
  };
  const outcome = simulate(steady(60), policy, setting);
  expect(seen.indexOf(3)).toBe(36);
  expect(outcome.gpuHours).toBeCloseTo(2 + 59 / 60);
});

test("what is let go is paid until its drain ends; what was not ready yet goes first and costs a minute", () => {
  const drained = simulate(steady(60, 1), ({ at }) => (at === 600 ? 1 : undefined), setting);
  expect(drained.gpuHours).toBeCloseTo(1 + 11 / 60);
  const orders: Policy = ({ at }) => (at === 600 ? 5 : at === 630 ? 2 : undefined);
  expect(simulate(steady(60), orders, setting).gpuHours).toBeCloseTo(2 + 3 / 60);
});

test("too small a fleet is late from the moment that the queue is longer than the objective allows", () => {
  const outcome = simulate(steady(60, 4), () => undefined, setting);
  expect(outcome.attainment).toBeCloseTo(5 / 3600, 4);
  expect(outcome).toMatchObject({ badHours: 1 });
});

test("a policy sees bins that have ended, in order, and never beyond its bounds", () => {
  const seen: Seen[] = [];
  const policy: Policy = (one) => {
    seen.push(one);
    return 1000;
  };
  simulate(steady(10), policy, { ...setting, bounds: { least: 1, most: 4 }, blind: (at) => at === 30 });
  expect(seen.map(({ at }) => at)).toEqual(Array.from({ length: 60 }, (_, bin) => (bin + 1) * 10));
  expect(seen.filter(({ demand }) => demand === undefined).map(({ at }) => at)).toEqual([30]);
  expect(Math.max(...seen.map(({ ready, starting }) => ready + starting))).toBe(4);
});

test("the same seed draws the same load, and a share of the requests about that share", () => {
  const trace = {
    requests: new Float64Array(1000).fill(8000),
    inputTokens: new Float64Array(1000).fill(8000 * 400),
    outputTokens: new Float64Array(1000).fill(8000 * 100),
  };
  const load = loadOf(trace, a10g, { share: 1 / 8, seed: 3 });
  expect(loadOf(trace, a10g, { share: 1 / 8, seed: 3 })).toEqual(load);
  expect(loadOf(trace, a10g, { share: 1 / 8, seed: 4 })).not.toEqual(load);
  const sum = load.requests.reduce((all, one) => all + one, 0);
  expect(Math.abs(sum / 1_000_000 - 1)).toBeLessThan(0.005);
  expect(load.work[0]).toBeCloseTo((load.requests[0] ?? 0) * (400 / 4000 + 100 * 0.04));
});
