import fc from "fast-check";
import { expect, test } from "vitest";
import { oracle } from "../oracle/oracle.ts";
import { a10g } from "../profile.ts";
import { binsPerMinute, type Load } from "../simulate/load.ts";
import { type Setting, simulate } from "../simulate/simulate.ts";
import { type Decision, explain } from "./decision.ts";
import { steered } from "./family.ts";
import { withNone } from "./last-replica.ts";

const world: Setting = {
  profile: a10g,
  bounds: { least: 0, most: 40 },
  objective: 5,
  startUp: () => 300,
  first: 1,
  scoredFrom: 0,
};

/** So many requests in the first bin of each minute, ten slot-seconds each. */
const loadOf = (minutes: readonly number[]): Load => {
  const requests = new Float64Array(minutes.length * binsPerMinute);
  for (const [minute, many] of minutes.entries()) requests[minute * binsPerMinute] = many;
  return { requests, work: requests.map((one) => one * 10) };
};
const hours = (count: number, perMinute: number): number[] => new Array<number>(count * 60).fill(perMinute);

function play(load: Load, more: Partial<Setting> = {}) {
  const told: Decision[] = [];
  const stood: { at: number; ready: number; starting: number }[] = [];
  const watch = (at: number, ready: number, starting: number) => stood.push({ at, ready, starting });
  const outcome = simulate(
    load,
    steered(a10g, (decision) => told.push(decision), 0),
    { ...world, watch, ...more },
  );
  return { told, stood, outcome };
}

test("after a quiet evening the last replica goes, the first request orders one, and its wait is the start-up", () => {
  const { told, stood, outcome } = play(loadOf([...hours(2, 6), ...hours(8, 0), 1, ...hours(1, 0)]), {
    scoredFrom: 600,
  });
  const asked = 10 * 3600;
  const none = stood.filter(({ ready, starting }) => ready + starting === 0);
  expect(none[0]!.at).toBeGreaterThan(2 * 3600 + 15 * 60);
  expect(none[0]!.at).toBeLessThan(7 * 3600);
  expect(none.filter(({ at }) => at > asked)).toEqual([]);
  expect(told.find(({ at }) => at > asked)).toMatchObject({ at: asked + 10, wanted: 1, because: "held" });
  expect(outcome.p99Wait).toBeGreaterThan(299);
  expect(outcome.p99Wait).toBeLessThan(330);
});

test("it says why the last one stays, and why there is none", () => {
  const { told } = play(loadOf([...hours(2, 6), ...hours(8, 0)]));
  const rest = told.find(({ at }) => at === 2 * 3600 + 600)!;
  expect(explain(rest)).toMatch(
    /^1 replica .*the last one stays until nothing has been asked for as long as.* The last one goes after \d+ min of quiet, of which 10 min are over\.$/,
  );
  expect(explain(told.at(-1)!)).toMatch(
    /^0 replicas .*the first request that is held starts one.*\. Nothing was asked for in the last \d+ min\.$/,
  );
});

test("without metrics it never goes to zero, nor soon after they are back", () => {
  const from = 2 * 3600;
  const until = 9 * 3600;
  const { stood } = play(loadOf([...hours(2, 6), ...hours(8, 0)]), {
    blind: (at) => at > from && at <= until,
  });
  expect(stood.filter(({ ready }) => ready === 0)).toEqual([]);
});

test("while something runs or waits, or nobody would hold a request, the last one stays", () => {
  const quiet = { demand: { requests: 0, work: 0 }, waiting: 0, late: 0, ready: 1, starting: 0, started: [] };
  const wanted = (more: object) => {
    const policy = steered(a10g, undefined, 0);
    return Array.from({ length: 24 * 60 }, (_, minute) =>
      policy({ at: (minute + 1) * 60, seconds: 60, busy: 0, ...quiet, ...more }),
    ).at(-1);
  };
  expect(wanted({ busy: 0.1 })).toBe(1);
  expect(wanted({ waiting: 1 })).toBeGreaterThanOrEqual(1);
  expect(wanted({ unheld: true })).toBe(1);
  expect(wanted({ demand: undefined })).toBe(1);
  expect(wanted({})).toBe(0);
});

test("a start-up that is waited for makes the next quiet longer, so that what comes and goes is not started for ever", () => {
  const visits = Array.from({ length: 24 }, (_, hour) => [hour % 4 === 3 ? 2 : 0, ...hours(1, 0).slice(1)]);
  const { told } = play(loadOf([...hours(2, 6), ...visits.flat()]));
  const enough = told.flatMap(({ at, quiet }) => (at % 60 === 0 && quiet ? [quiet.enough] : []));
  expect(enough.at(-1)).toBeGreaterThan(Math.min(...enough));
});

test("from none one request is enough, to none nothing but quiet, and what is more than one is left alone", () => {
  const because = fc.constantFrom("break-even", "least", "most", "blind", "outage", "surge" as const);
  fc.assert(
    fc.property(
      fc.record({ wanted: fc.integer({ min: 1, max: 9 }), because }),
      fc.nat(3),
      fc.boolean(),
      fc.boolean(),
      fc.nat(4000),
      (chosen, fleet, asked, free, seconds) => {
        const { wanted } = withNone(chosen, { fleet, asked, free, quiet: { seconds, enough: 2000 } });
        if (fleet === 0) expect(wanted > 0).toBe(asked);
        else if (chosen.wanted > 1) expect(wanted).toBe(chosen.wanted);
        else expect(wanted).toBe(free && seconds >= 2000 ? 0 : 1);
      },
    ),
  );
});

test("of services that may have no replica, too, the bound is below the oracle, and the planner above the bound", () => {
  const visits = fc.array(fc.constantFrom(0, 0, 0, 1, 4, 20), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(visits, (tens) => {
      const load = loadOf(tens.flatMap((many) => new Array<number>(10).fill(many)));
      const { outcome } = play(load);
      const objective = { seconds: 5, share: Math.min(outcome.attainment, 0.9999), least: 0 } as const;
      const found = oracle(load, a10g, a10g, objective);
      const always = oracle(load, a10g, a10g, { ...objective, least: 1 });
      expect(found.lowerBound).toBeLessThanOrEqual(found.achievable + 1e-6);
      expect(found.lowerBound).toBeLessThanOrEqual(outcome.gpuHours + 1e-6);
      expect(found.achievable).toBeLessThanOrEqual(always.achievable + 1e-6);
    }),
    { numRuns: 12 },
  );
});
